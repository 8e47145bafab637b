package acme.clients;

import acme.Program;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.string.StringDecoder;
import io.netty.handler.codec.string.StringEncoder;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A server that does what a line asks for, by well known libraries that block. */
public final class ClientsMain implements Program {
  private static final int LONGEST_LINE = 80;

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Map<String, Action> actions = new LinkedHashMap<>();

  private ClientsMain() {}

  public static void main(String[] args) {
    Program.main(args, new ClientsMain());
  }

  @Override
  public void run(String what) throws Exception {
    Databases.prepare(actions);
    Remote.prepare(actions);
    Files.prepare(actions);
    Waits.prepare(actions);
    Channel server =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(new Pipeline())
            .bind("127.0.0.1", 0)
            .sync()
            .channel();
    ask(((InetSocketAddress) server.localAddress()).getPort());
    server.close().sync();
    group.shutdownGracefully().sync();
  }

  /** Each action once, one after the other. */
  private void ask(int port) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      OutputStream out = socket.getOutputStream();
      BufferedReader answers =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      for (String name : actions.keySet()) {
        out.write((name + "\n").getBytes(StandardCharsets.US_ASCII));
        String answer = answers.readLine();
        if (!name.equals(answer)) {
          throw new IllegalStateException(name + ": " + answer);
        }
      }
    }
  }

  private final class Pipeline extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      channel
          .pipeline()
          .addLast(
              new LineBasedFrameDecoder(LONGEST_LINE),
              new StringDecoder(),
              new StringEncoder(),
              new ActionHandler(actions));
    }
  }
}
