package dev.weft.it.detect;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Scanner;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** java.io and channels of files. */
final class UsingFiles {
  private final Operations list;
  private final Path directory;

  UsingFiles(Operations list) throws IOException {
    this.list = list;
    this.directory = Files.createTempDirectory("weft-matrix");
  }

  void addAll() throws IOException {
    addStreams();
    addRandomAccess();
    addChannels();
    addFiles();
    addReaders();
  }

  private Path newFile() throws IOException {
    return Files.write(Files.createTempFile(directory, "f", ".txt"), new byte[4096]);
  }

  private FileChannel newChannel() throws IOException {
    return FileChannel.open(newFile(), StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private FileInputStream newInput() throws IOException {
    return new FileInputStream(newFile().toFile());
  }

  private FileOutputStream newOutput() throws IOException {
    return new FileOutputStream(newFile().toFile());
  }

  private RandomAccessFile newRandomAccess() throws IOException {
    return new RandomAccessFile(newFile().toFile(), "rw");
  }

  private void addStreams() {
    list.kind("file-meta");
    list.add("new FileInputStream", this::newFile, f -> new FileInputStream(f.toFile()).close());
    list.add("new FileOutputStream", this::newFile, f -> new FileOutputStream(f.toFile()).close());
    list.add("FileInputStream.available", this::newInput, FileInputStream::available);
    list.kind("file-data");
    list.add("FileInputStream.read()", this::newInput, FileInputStream::read);
    list.add("FileInputStream.read(byte[])", this::newInput, in -> in.read(new byte[9]));
    list.add("FileInputStream.readAllBytes", this::newInput, FileInputStream::readAllBytes);
    list.add("FileInputStream.skip", this::newInput, in -> in.skip(1));
    list.add("FileOutputStream.write(int)", this::newOutput, out -> out.write(1));
    list.add("FileOutputStream.write(byte[])", this::newOutput, out -> out.write(new byte[9]));
    list.add("System.out.println", () -> System.out.println("# written by the matrix"));
    list.kind("sync");
    list.add("FileDescriptor.sync", this::newOutput, out -> out.getFD().sync());
  }

  private void addRandomAccess() {
    list.kind("file-meta");
    list.add("new RandomAccessFile", this::newFile, f -> open(f.toFile()).close());
    list.add("RandomAccessFile.setLength", this::newRandomAccess, file -> file.setLength(9));
    list.kind("file-data");
    list.add("RandomAccessFile.read", this::newRandomAccess, RandomAccessFile::read);
    list.add("RandomAccessFile.readFully", this::newRandomAccess, f -> f.readFully(new byte[9]));
    list.add("RandomAccessFile.readLine", this::newRandomAccess, RandomAccessFile::readLine);
    list.add("RandomAccessFile.write(int)", this::newRandomAccess, file -> file.write(1));
    list.add("RandomAccessFile.write(byte[])", this::newRandomAccess, f -> f.write(new byte[9]));
  }

  private static RandomAccessFile open(File file) throws IOException {
    return new RandomAccessFile(file, "r");
  }

  private void addChannels() {
    list.add("FileChannel.read", this::newChannel, c -> c.read(ByteBuffer.allocate(9)));
    list.add(
        "FileChannel.read(position)", this::newChannel, c -> c.read(ByteBuffer.allocate(9), 1));
    list.add("FileChannel.write", this::newChannel, c -> c.write(ByteBuffer.allocate(9)));
    list.add("FileChannel.size", this::newChannel, FileChannel::size);
    list.add("FileChannel.truncate", this::newChannel, channel -> channel.truncate(9));
    list.add("FileChannel.lock", this::newChannel, FileChannel::lock);
    list.add("FileChannel.map", this::newChannel, c -> c.map(MapMode.READ_ONLY, 0, 9));
    list.add("FileChannel.transferTo", this::newChannel, this::transfer);
    list.add(
        "MappedByteBuffer.load",
        () -> newChannel().map(MapMode.READ_ONLY, 0, 4096),
        buffer -> buffer.load());
    list.add(
        "AsynchronousFileChannel.read",
        () -> AsynchronousFileChannel.open(newFile(), StandardOpenOption.READ),
        channel -> channel.read(ByteBuffer.allocate(9), 0));
    list.kind("sync");
    list.add("FileChannel.force", this::newChannel, channel -> channel.force(true));
    list.add(
        "MappedByteBuffer.force",
        () -> newChannel().map(MapMode.READ_WRITE, 0, 4096),
        buffer -> buffer.force());
  }

  private void transfer(FileChannel from) throws IOException {
    try (FileChannel to = newChannel()) {
      from.transferTo(0, 9, to);
    }
  }

  private void addFiles() {
    list.kind("file-meta");
    list.add("File.exists", this::newFile, file -> file.toFile().exists());
    list.add("File.isDirectory", this::newFile, file -> file.toFile().isDirectory());
    list.add("File.length", this::newFile, file -> file.toFile().length());
    list.add("File.lastModified", this::newFile, file -> file.toFile().lastModified());
    list.add("File.canRead", this::newFile, file -> file.toFile().canRead());
    list.add("File.setReadable", this::newFile, file -> file.toFile().setReadable(true));
    list.add("File.list", () -> directory.toFile().list());
    list.add("File.listFiles", () -> directory.toFile().listFiles());
    list.add("File.mkdir", () -> directory.resolve("made").toFile().mkdir());
    list.add("File.createNewFile", () -> directory.resolve("new").toFile().createNewFile());
    list.add("File.createTempFile", () -> File.createTempFile("temporary", "", directory.toFile()));
    list.add("File.renameTo", this::newFile, f -> f.toFile().renameTo(new File(f + ".renamed")));
    list.add("File.delete", this::newFile, file -> file.toFile().delete());
    list.add("File.getCanonicalPath", this::newFile, f -> f.toFile().getCanonicalPath());
    list.add("File.getFreeSpace", () -> directory.toFile().getFreeSpace());
  }

  private void addReaders() throws IOException {
    list.kind("file-data");
    list.add("FileReader.read", () -> new java.io.FileReader(newFile().toFile()), r -> r.read());
    list.add("Scanner.next", () -> new Scanner(newFile()), scanner -> scanner.hasNext());
    Path zip = directory.resolve("a.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("entry"));
      out.write(new byte[9]);
    }
    list.add("new ZipFile", () -> new ZipFile(zip.toFile()).close());
  }
}
