package acme.netty;

import acme.HeldLock;
import acme.Load;
import acme.Program;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetSocketAddress;

/** An HTTP server and a client of Netty 4, the API that 4.1 and 4.2 share. */
public final class NettyMain implements Program {
  static final int REQUESTS = 4000;

  private final EventLoopGroup group = new NioEventLoopGroup(2);

  private NettyMain() {}

  public static void main(String[] args) {
    Program.main(args, new NettyMain());
  }

  @Override
  public void run(String what) throws Exception {
    Channel server =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(new Pipeline())
            .bind("127.0.0.1", 0)
            .sync()
            .channel();
    int port = ((InetSocketAddress) server.localAddress()).getPort();
    if (what.equals("bugs")) {
      haveBugs(port);
    } else {
      new Load(port).run("/hello", REQUESTS);
    }
    server.close().sync();
    group.shutdownGracefully().sync();
  }

  private void haveBugs(int port) throws Exception {
    Load load = new Load(port);
    load.get("/forward?" + port);
    load.get("/file");
    load.get("/uuid");
    Routes.lock = HeldLock.take();
    load.get("/lock");
  }

  private static final class Pipeline extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      channel
          .pipeline()
          .addLast(new HttpServerCodec(), new HttpObjectAggregator(10_000), new Routes());
    }
  }
}
