package dev.weft.agent.detect;

import static java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.RandomAccessFile;
import java.lang.ref.ReferenceQueue;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.Pipe;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import jdk.internal.misc.Unsafe;

/**
 * Does what the hooks are for, each as short as it can be: with a temporary file, with sockets of
 * this machine to itself, and with no process started.
 */
final class Exercises implements AutoCloseable {
  /** Of exercises, see {@link #run}. */
  private static final int COUNT = 19;

  private static final int BYTES = 16;

  private final Path directory;
  private final Path file;

  Exercises() throws IOException {
    directory = ownDirectory();
    file = Files.write(directory.resolve("file"), new byte[BYTES]);
  }

  /** Not by Files.createTempDirectory, which starts the JDK's random numbers. */
  private static Path ownDirectory() throws IOException {
    Path parent = Path.of(System.getProperty("java.io.tmpdir"));
    var ownersOnly =
        PosixFilePermissions.asFileAttribute(EnumSet.of(OWNER_READ, OWNER_WRITE, OWNER_EXECUTE));
    for (long number = System.nanoTime(); ; number++) {
      try {
        return Files.createDirectory(parent.resolve("weft-self-test-" + number), ownersOnly);
      } catch (FileAlreadyExistsException e) {
        // another JVM's: the next number
      }
    }
  }

  /** What one of them throws is of no consequence, since hooks are met before. */
  void all() {
    for (int i = 0; i < COUNT; i++) {
      try {
        run(i);
      } catch (Exception | LinkageError e) {
        // a hook that was not met is told by its silence
      }
    }
  }

  /** A switch, because lambdas would take longer to link than most exercises to run. */
  private void run(int number) throws Exception {
    switch (number) {
      case 0 -> waiting();
      case 1 -> pipe();
      case 2 -> characterPipe();
      case 3 -> streams();
      case 4 -> files();
      case 5 -> channels();
      case 6 -> mapped();
      case 7 -> asynchronous();
      case 8 -> paths();
      case 9 -> sockets();
      case 10 -> socketChannels();
      case 11 -> datagrams();
      case 12 -> pipeChannels();
      case 13 -> start();
      case 14 -> waitFor();
      case 15 -> networks();
      case 16 -> names();
      case 17 -> CallSites.call(file);
      default -> localName();
    }
  }

  @SuppressWarnings({"ThreadPriorityCheck", "WaitNotInLoop"}) // that they are called is all
  private void waiting() throws Exception {
    Thread.sleep(0, 1);
    Thread.yield();
    Object lock = new Object();
    synchronized (lock) {
      lock.wait(0, 1);
    }
    new ReferenceQueue<Object>().remove(1);
    LockSupport.parkNanos(1);
    Thread.currentThread().join(1); // in vain: it lives
  }

  private void pipe() throws Exception {
    Thread.currentThread().interrupt();
    try {
      new PipedInputStream(new PipedOutputStream()).read();
    } finally {
      endInterrupted();
    }
  }

  private void characterPipe() throws Exception {
    Thread.currentThread().interrupt();
    try {
      new PipedReader(new PipedWriter()).read();
    } finally {
      endInterrupted();
    }
  }

  /** The interruption ends the wait for a writer at once. */
  private static void endInterrupted() {
    if (Thread.interrupted()) {
      Problems.add("an exercise of the self-test did not wait");
    }
  }

  private void streams() throws Exception {
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      out.write(new byte[BYTES]);
      out.getFD().sync();
    }
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      in.read();
      in.available();
    }
    try (RandomAccessFile both = new RandomAccessFile(file.toFile(), "rw")) {
      both.setLength(BYTES);
      both.read();
    }
  }

  private void files() throws Exception {
    File plain = file.toFile();
    plain.exists();
    plain.setLastModified(plain.lastModified());
    plain.setWritable(true);
  }

  private void channels() throws Exception {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      channel.read(ByteBuffer.allocate(1));
      channel.force(false);
      channel.tryLock().release();
    }
  }

  private void mapped() throws Exception {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      channel.map(MapMode.READ_WRITE, 0, BYTES).load().force();
    }
  }

  private void asynchronous() throws Exception {
    try (AsynchronousFileChannel channel =
        AsynchronousFileChannel.open(file, StandardOpenOption.READ)) {
      channel.read(ByteBuffer.allocate(1), 0).get();
      channel.force(false);
    }
  }

  private void paths() throws Exception {
    Files.readAttributes(file, "*");
    Files.exists(directory.resolve("absent"));
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      entries.iterator().next();
    }
    Path copy = directory.resolve("copy");
    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    Files.setLastModifiedTime(copy, Files.getLastModifiedTime(file));
    Files.isReadable(copy);
    Files.getFileStore(copy).getUsableSpace();
    Files.readString(Path.of("/proc/self/mounts"));
  }

  private void sockets() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      client.getOutputStream().write(1);
      accepted.getInputStream().read();
    }
  }

  private void socketChannels() throws Exception {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (ServerSocketChannel server = ServerSocketChannel.open().bind(any);
        SocketChannel client = SocketChannel.open(server.getLocalAddress());
        SocketChannel accepted = server.accept()) {
      client.write(ByteBuffer.allocate(1));
      accepted.read(ByteBuffer.allocate(1));
    }
    try (ServerSocketChannel server = ServerSocketChannel.open().bind(any);
        SocketChannel late = SocketChannel.open()) {
      late.configureBlocking(false);
      late.connect(server.getLocalAddress());
      late.configureBlocking(true);
      late.finishConnect();
    }
    try (Selector selector = Selector.open()) {
      selector.select(1);
    }
  }

  private void datagrams() throws Exception {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (DatagramChannel one = DatagramChannel.open().bind(any)) {
      one.connect(one.getLocalAddress());
      one.write(ByteBuffer.allocate(1));
      one.read(ByteBuffer.allocate(1));
    }
  }

  private void pipeChannels() throws Exception {
    Pipe pipe = Pipe.open();
    try (Pipe.SinkChannel sink = pipe.sink();
        Pipe.SourceChannel source = pipe.source()) {
      sink.write(ByteBuffer.allocate(1));
      source.read(ByteBuffer.allocate(1));
    }
  }

  /** Fails inside, for its input is missing, before there is a process. */
  private void start() throws Exception {
    new ProcessBuilder("none").redirectInput(directory.resolve("absent").toFile()).start();
  }

  /** There is nothing to wait for: fails inside. */
  private void waitFor() throws Exception {
    Class<?> type = Class.forName("java.lang.ProcessImpl");
    Process nothing = (Process) Unsafe.getUnsafe().allocateInstance(type);
    nothing.waitFor(1, TimeUnit.NANOSECONDS);
  }

  private void networks() throws Exception {
    NetworkInterface.getByIndex(1);
  }

  /** Not by the public methods, whose cache would hide the application's first look-up. */
  private void names() throws Exception {
    for (Method method : InetAddress.class.getDeclaredMethods()) {
      if (method.getName().equals("getAddressesFromNameService")) {
        method.setAccessible(true);
        Object[] arguments = new Object[method.getParameterCount()];
        arguments[0] = "localhost";
        method.invoke(null, arguments);
      }
    }
  }

  private void localName() throws Exception {
    InetAddress.getLocalHost();
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(directory.resolve("copy"));
    Files.deleteIfExists(file);
    Files.deleteIfExists(directory);
  }
}
