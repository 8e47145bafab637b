package dev.weft.bench.detect;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** The calls of {@link BlockingCall}, and the open files and sockets that they are of. */
public final class Calls implements AutoCloseable {
  private final Path path = Files.createTempFile("weft-bench", ".txt");
  private final File file = path.toFile();
  private final InputStream stream;
  private final RandomAccessFile random;
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1);
  private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final Socket client;
  private final Socket accepted;
  private final OutputStream to;
  private final InputStream from;

  public Calls() throws IOException {
    Files.write(path, new byte[1]);
    stream = new FileInputStream(file);
    stream.read();
    random = new RandomAccessFile(file, "r");
    random.read();
    channel = FileChannel.open(path);
    client = new Socket(server.getInetAddress(), server.getLocalPort());
    client.setTcpNoDelay(true);
    accepted = server.accept();
    to = client.getOutputStream();
    from = accepted.getInputStream();
  }

  int parkForNoTime() {
    LockSupport.parkNanos(0);
    return 0;
  }

  int parkWithPermit() {
    LockSupport.unpark(Thread.currentThread());
    LockSupport.park();
    return 0;
  }

  int yieldOnce() {
    Thread.yield();
    return 0;
  }

  int exists() {
    return file.exists() ? 1 : 0;
  }

  int readStream() throws IOException {
    return stream.read();
  }

  int readRandomly() throws IOException {
    return random.read();
  }

  int readChannel() throws IOException {
    buffer.clear();
    return channel.read(buffer, 0);
  }

  int writeAndRead() throws IOException {
    to.write(1);
    return from.read();
  }

  @Override
  public void close() throws IOException {
    for (AutoCloseable open :
        new AutoCloseable[] {stream, random, channel, client, accepted, server}) {
      try {
        open.close();
      } catch (Exception e) {
        throw new IOException(e);
      }
    }
    Files.delete(path);
  }
}
