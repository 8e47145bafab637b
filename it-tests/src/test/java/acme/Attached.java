package acme;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A server that has been at work when the agent comes. It prints a line when it has; when it is
 * given one it goes on, blocks its loop in a task, in a handler and in a class of which it had no
 * need before, and exits.
 */
public final class Attached {
  private static final long MILLIS = 5;

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final EventLoop loop = group.next();
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

  private volatile boolean blocks;

  private Attached() {}

  public static void main(String[] args) {
    try {
      new Attached().run();
      System.exit(0);
    } catch (Throwable t) {
      t.printStackTrace();
      System.exit(3);
    }
  }

  private void run() throws Exception {
    Channel server =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(new Handler())
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
    Channel client =
        new Bootstrap()
            .group(new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()))
            .channel(NioSocketChannel.class)
            .handler(new Answers())
            .connect(server.localAddress())
            .sync()
            .channel();
    exchange(client);
    System.out.println("running");
    System.in.read();
    blocks = true;
    exchange(client);
    loop.submit(this::blockInTask).get(60, TimeUnit.SECONDS);
    loop.submit(new Later()).get(60, TimeUnit.SECONDS);
  }

  private void exchange(Channel client) throws Exception {
    loop.submit(() -> {}).get(60, TimeUnit.SECONDS);
    client.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {1}));
    if (answers.poll(60, TimeUnit.SECONDS) == null) {
      throw new IllegalStateException("no answer");
    }
  }

  private Object blockInTask() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(MILLIS);
    return "";
  }

  private void blockInHandler() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(MILLIS);
  }

  /** On the server's loop. */
  @Sharable
  private final class Handler extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
      if (blocks) {
        blockInHandler();
      }
      context.writeAndFlush(message);
    }
  }

  private final class Answers extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      answers.add("answer");
    }
  }

  private static final class Later implements Runnable {
    @Override
    public void run() {
      try {
        Thread.sleep(MILLIS);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
