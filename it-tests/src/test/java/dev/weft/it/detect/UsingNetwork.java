package dev.weft.it.detect;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Sockets, of the loopback interface only, and names that the system's files have. */
final class UsingNetwork {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  private final Operations list;
  private final ServerSocket server;

  UsingNetwork(Operations list) throws IOException {
    this.list = list;
    this.server = new ServerSocket(0, 50, HERE);
  }

  void addAll() {
    addNames();
    addSockets();
    addChannels();
    addDatagrams();
    addPipes();
  }

  private void addNames() {
    list.kind("dns");
    list.add("InetAddress.getByName", () -> InetAddress.getByName("localhost"));
    list.add("InetAddress.getLocalHost", InetAddress::getLocalHost);
    list.add(
        "InetAddress.getHostName",
        () -> InetAddress.getByAddress(new byte[] {127, 0, 0, 1}),
        InetAddress::getHostName);
    list.kind("net");
    list.add("NetworkInterface.getByName", () -> NetworkInterface.getByName("lo"));
  }

  /** A connection whose other end writes one byte after a while. */
  private Socket connected() throws IOException {
    ServerSocket own = new ServerSocket(0, 1, HERE);
    Socket client = new Socket(HERE, own.getLocalPort());
    Socket other = own.accept();
    Waiting.inBackground(
        () -> {
          Thread.sleep(20);
          other.getOutputStream().write(1);
        });
    return client;
  }

  private void addSockets() {
    list.kind("connect");
    list.add("new Socket", () -> new Socket(HERE, server.getLocalPort()));
    list.add("Socket.connect", Socket::new, s -> s.connect(server.getLocalSocketAddress(), 1000));
    list.kind("net");
    list.add("Socket.read", () -> connected().getInputStream(), InputStream::read);
    list.add("Socket.write", () -> connected().getOutputStream(), out -> out.write(1));
    list.add("ServerSocket.accept", this::acceptable, ServerSocket::accept);
  }

  private ServerSocket acceptable() throws IOException {
    ServerSocket socket = new ServerSocket(0, 1, HERE);
    Waiting.inBackground(() -> new Socket(HERE, socket.getLocalPort()));
    return socket;
  }

  private SocketChannel channel() throws IOException {
    ServerSocket own = new ServerSocket(0, 1, HERE);
    SocketChannel client = SocketChannel.open(own.getLocalSocketAddress());
    own.accept().getOutputStream().write(1);
    return client;
  }

  private void addChannels() {
    list.add("SocketChannel.read", this::channel, c -> c.read(ByteBuffer.allocate(1)));
    list.add("SocketChannel.write", this::channel, c -> c.write(ByteBuffer.allocate(1)));
    list.add("SocketChannel.socket().read", this::channel, c -> c.socket().getInputStream().read());
    list.add(
        "ServerSocketChannel.accept",
        () -> {
          ServerSocketChannel open = ServerSocketChannel.open();
          open.bind(new InetSocketAddress(HERE, 0));
          SocketChannel.open(open.getLocalAddress());
          return open;
        },
        ServerSocketChannel::accept);
    list.add("Selector.select(long)", Selector::open, selector -> selector.select(1));
    list.kind("connect");
    list.add(
        "SocketChannel.connect",
        SocketChannel::open,
        channel -> channel.connect(server.getLocalSocketAddress()));
    list.add("SocketChannel.finishConnect", this::connecting, SocketChannel::finishConnect);
  }

  private SocketChannel connecting() throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.connect(server.getLocalSocketAddress());
    channel.configureBlocking(true);
    return channel;
  }

  /** It has one datagram to receive. */
  private DatagramChannel datagrams() throws IOException {
    DatagramChannel channel = DatagramChannel.open().bind(new InetSocketAddress(HERE, 0));
    channel.connect(channel.getLocalAddress());
    channel.write(ByteBuffer.allocate(1));
    return channel;
  }

  private void addDatagrams() {
    list.kind("net");
    list.add("DatagramChannel.receive", this::datagrams, c -> c.receive(ByteBuffer.allocate(1)));
    list.add("DatagramChannel.read", this::datagrams, c -> c.read(ByteBuffer.allocate(1)));
    list.add("DatagramChannel.write", this::datagrams, c -> c.write(ByteBuffer.allocate(1)));
    list.add(
        "DatagramSocket.receive",
        this::datagramSocket,
        socket -> socket.receive(new DatagramPacket(new byte[1], 1)));
    list.add(
        "DatagramSocket.send",
        this::datagramSocket,
        s -> s.send(new DatagramPacket(new byte[1], 1, s.getLocalSocketAddress())));
  }

  private DatagramSocket datagramSocket() throws IOException {
    DatagramSocket socket = new DatagramSocket(0, HERE);
    socket.send(new DatagramPacket(new byte[1], 1, socket.getLocalSocketAddress()));
    return socket;
  }

  private void addPipes() {
    list.add(
        "Pipe.SourceChannel.read",
        () -> {
          Pipe pipe = Pipe.open();
          pipe.sink().write(ByteBuffer.allocate(1));
          return pipe.source();
        },
        source -> source.read(ByteBuffer.allocate(1)));
    list.add(
        "Pipe.SinkChannel.write",
        () -> Pipe.open().sink(),
        sink -> sink.write(ByteBuffer.allocate(1)));
  }
}
