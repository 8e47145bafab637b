package dev.weft.it.detect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;

/** java.nio.file. */
final class UsingPaths {
  private final Operations list;
  private final Path directory;
  private int count;

  UsingPaths(Operations list) throws IOException {
    this.list = list;
    this.directory = Files.createTempDirectory("weft-matrix");
  }

  void addAll() {
    addData();
    addLooking();
    addChanging();
  }

  private Path newFile() throws IOException {
    return Files.write(absent(), new byte[99]);
  }

  private Path absent() {
    return directory.resolve("p" + count++);
  }

  private void addData() {
    list.kind("file-data");
    list.add("Files.readAllBytes", this::newFile, Files::readAllBytes);
    list.add("Files.readString", this::newFile, Files::readString);
    list.add("Files.lines", this::newFile, file -> Files.lines(file).count());
    list.add("Files.newBufferedReader", this::newFile, f -> Files.newBufferedReader(f).read());
    list.add("Files.write", this::newFile, file -> Files.write(file, new byte[9]));
    list.add("Files.copy", this::newFile, file -> Files.copy(file, absent()));
  }

  private void addLooking() {
    list.kind("file-meta");
    list.add("Files.exists", this::newFile, file -> Files.exists(file));
    list.add("Files.isDirectory", this::newFile, file -> Files.isDirectory(file));
    list.add("Files.isReadable", this::newFile, Files::isReadable);
    list.add("Files.size", this::newFile, Files::size);
    list.add("Files.readAttributes", this::newFile, file -> Files.readAttributes(file, "*"));
    list.add("Files.getLastModifiedTime", this::newFile, f -> Files.getLastModifiedTime(f));
    list.add("Files.list", () -> Files.list(directory).count());
    list.add("Files.walk", () -> Files.walk(directory).count());
    list.add("Path.toRealPath", this::newFile, file -> file.toRealPath());
    list.add("Files.isSameFile", this::newFile, file -> Files.isSameFile(file, directory));
    list.add(
        "FileStore.getUsableSpace",
        () -> Files.getFileStore(directory),
        store -> store.getUsableSpace());
  }

  private void addChanging() {
    list.add("Files.createFile", this::absent, file -> Files.createFile(file));
    list.add("Files.createDirectory", this::absent, file -> Files.createDirectory(file));
    list.add("Files.createTempFile", () -> Files.createTempFile(directory, "t", ""));
    list.add("Files.createLink", this::newFile, file -> Files.createLink(absent(), file));
    list.add("Files.createSymbolicLink", this::newFile, f -> Files.createSymbolicLink(absent(), f));
    list.add(
        "Files.readSymbolicLink",
        () -> Files.createSymbolicLink(absent(), directory),
        Files::readSymbolicLink);
    list.add("Files.move", this::newFile, file -> Files.move(file, absent()));
    list.add("Files.delete", this::newFile, Files::delete);
    list.add(
        "Files.setLastModifiedTime",
        this::newFile,
        file -> Files.setLastModifiedTime(file, FileTime.fromMillis(0)));
    list.add(
        "Files.setPosixFilePermissions",
        this::newFile,
        f -> Files.setPosixFilePermissions(f, PosixFilePermissions.fromString("rw-------")));
  }
}
