package dev.weft.agent.detect;

import dev.weft.agent.report.Kind;
import dev.weft.detect.Hooks;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.StringTokenizer;

/**
 * Which methods of the JDK block, and how each is hooked: one table for all versions from 17 to 25.
 *
 * <p>A private native method is called from its own class only, so its callers are hooked. What a
 * version does not have is passed over; a row of which nothing is there is a problem if it is
 * marked {@code *}, and is in another version's place if it is marked {@code ?}. One marked {@code
 * -} may be missing too, and the self-test has no way to it.
 */
final class JdkHooks {
  /** Columns: *, ? or -, class, how, kind, members. */
  private static final String TABLE =
      """
      # sleeping, yielding, waiting
      *     java/lang/Thread                    CALLERS sleep      sleep(J)V sleep0 sleepNanos0
      ?     java/lang/Thread                    CALLERS spin       yield0
      ?     java/lang/Thread                    CALLS   await      java/lang/Object.wait(J)V
      *     java/lang/Object                    CALLERS await      wait(J)V wait0
      ?     java/io/PipedInputStream            CALLS   await      java/lang/Object.wait(J)V
      ?     java/io/PipedReader                 CALLS   await      java/lang/Object.wait(J)V
      ?     java/lang/ref/ReferenceQueue        CALLS   await      java/lang/Object.wait(J)V
      *     java/util/concurrent/locks/LockSupport PARK await      jdk/internal/misc/Unsafe.park(ZJ)V
      -     java/util/concurrent/locks/AbstractQueuedSynchronizer PARK    await jdk/internal/misc/Unsafe.park(ZJ)V
      -     java/util/concurrent/locks/AbstractQueuedLongSynchronizer PARK    await jdk/internal/misc/Unsafe.park(ZJ)V
      # call sites of public native methods
      ?     java/lang/Thread                    SITES   sleep      sleep(J)V
      ?     java/lang/Thread                    SITES   spin       yield()V
      ?     java/lang/Object                    SITES   await      wait(J)V
      ?     java/io/FileDescriptor              SITES   sync       sync()V
      ?     java/io/RandomAccessFile            SITES   file-meta  setLength(J)V
      # processes
      *     java/lang/ProcessImpl               BODY    process    start
      *     java/lang/ProcessImpl               BODY    process    waitFor
      # java.io
      *     java/io/FileInputStream             CALLERS file-data  read0 readBytes skip0
      *     java/io/FileInputStream             CALLERS file-meta  open0 available0 length0
      *     java/io/FileOutputStream            WRITE   file-data  write(IZ)V writeBytes
      *     java/io/FileOutputStream            CALLERS file-meta  open0
      *     java/io/RandomAccessFile            CALLERS file-data  read0 readBytes readBytes0 write0 writeBytes writeBytes0
      *     java/io/RandomAccessFile            CALLERS file-meta  open0 setLength0
      ?     java/io/FileDescriptor              CALLERS sync       sync0
      *     java/io/File                        BODY    file-meta  canRead canWrite canExecute exists isDirectory isFile isHidden lastModified length delete
      *     java/io/File                        BODY    file-meta  createNewFile createTempFile normalizedList mkdir renameTo setLastModified setReadOnly
      *     java/io/File                        BODY    file-meta  setWritable setReadable setExecutable getTotalSpace getFreeSpace getUsableSpace getCanonicalPath
      # channels of files
      *     sun/nio/ch/FileChannelImpl          BEGIN_ALWAYS file-data beginBlocking
      *     sun/nio/ch/FileChannelImpl          END_ALWAYS file-data endBlocking
      *     sun/nio/ch/FileChannelImpl          BODY    sync       force
      *     sun/nio/ch/FileChannelImpl          BODY    file-data  lock tryLock transferTo transferFrom
      *     java/nio/MappedMemoryUtils          BODY    sync       force
      *     java/nio/MappedMemoryUtils          BODY    file-data  load
      *     sun/nio/ch/SimpleAsynchronousFileChannelImpl BODY file-data implRead implWrite implLock
      *     sun/nio/ch/SimpleAsynchronousFileChannelImpl BODY sync force
      # java.nio.file
      *     sun/nio/fs/UnixNativeDispatcher     BODY    file-meta  open openat link unlink unlinkat mknod rename renameat mkdir rmdir readlink realpath symlink
      *     sun/nio/fs/UnixNativeDispatcher     BODY    file-meta  stat stat2 lstat fstatat chown lchown fchown chmod fchmod fchmodat utimes lutimes futimens utimensat
      *     sun/nio/fs/UnixNativeDispatcher     BODY    file-meta  opendir access exists statvfs fstat readdir fgetxattr fsetxattr fremovexattr
      -     sun/nio/fs/UnixNativeDispatcher     BODY    file-data  read write
      ?     sun/nio/fs/UnixFileAttributes       CALLS   file-meta  sun/nio/fs/UnixNativeDispatcher.fstat(ILsun/nio/fs/UnixFileAttributes;)V
      ?     sun/nio/fs/UnixDirectoryStream$UnixDirectoryIterator BODY file-meta readNextEntry
      -     sun/nio/fs/UnixCopyFile             CALLERS file-data  transfer
      -     sun/nio/fs/UnixFileSystem           CALLERS file-data  bufferedCopy0
      -     sun/nio/fs/LinuxFileSystem          CALLS   file-data  sun/nio/fs/LinuxNativeDispatcher.directCopy0(IIJ)I
      # sockets
      *     sun/nio/ch/NioSocketImpl            BODY    net        implRead implWrite
      *     sun/nio/ch/NioSocketImpl            BODY    connect    connect
      *     sun/nio/ch/NioSocketImpl            BODY    net        accept
      *     sun/nio/ch/SocketChannelImpl        BEGIN   net        beginRead
      *     sun/nio/ch/SocketChannelImpl        END     net        endRead
      *     sun/nio/ch/SocketChannelImpl        BEGIN   net        beginWrite
      *     sun/nio/ch/SocketChannelImpl        END     net        endWrite
      *     sun/nio/ch/SocketChannelImpl        BEGIN   connect    beginConnect
      *     sun/nio/ch/SocketChannelImpl        END     connect    endConnect
      *     sun/nio/ch/SocketChannelImpl        BEGIN   connect    beginFinishConnect
      *     sun/nio/ch/SocketChannelImpl        END     connect    endFinishConnect
      *     sun/nio/ch/ServerSocketChannelImpl  BEGIN   net        begin
      *     sun/nio/ch/ServerSocketChannelImpl  END     net        end
      *     sun/nio/ch/DatagramChannelImpl      BEGIN   net        beginRead
      *     sun/nio/ch/DatagramChannelImpl      END     net        endRead
      *     sun/nio/ch/DatagramChannelImpl      BEGIN   net        beginWrite
      *     sun/nio/ch/DatagramChannelImpl      END     net        endWrite
      *     sun/nio/ch/SourceChannelImpl        BEGIN   net        beginRead
      *     sun/nio/ch/SourceChannelImpl        END     net        endRead
      *     sun/nio/ch/SinkChannelImpl          BEGIN   net        beginWrite
      *     sun/nio/ch/SinkChannelImpl          END     net        endWrite
      *     sun/nio/ch/SelectorImpl             BEGIN   net        begin
      *     sun/nio/ch/SelectorImpl             END     net        end
      # names; what is cached does not come here
      *     java/net/InetAddress                BODY    dns        getAddressesFromNameService getHostFromNameService
      *     java/net/InetAddress                BODY    dns        getLocalHost
      *     java/net/NetworkInterface           CALLERS net        getAll getByName0 getByIndex0 getByInetAddress0
      """;

  private static final List<Hook> ROWS = parse();

  private JdkHooks() {}

  /** The rows, in order. */
  static List<Hook> rows() {
    return ROWS;
  }

  /** Without regular expressions and streams, which would cost more than all the rest here. */
  private static List<Hook> parse() {
    List<Hook> rows = new ArrayList<>();
    StringTokenizer lines = new StringTokenizer(TABLE, "\n");
    int id = Hooks.DECLARED;
    while (lines.hasMoreTokens()) {
      String line = lines.nextToken();
      if (!line.startsWith("#")) {
        StringTokenizer columns = new StringTokenizer(line, " ");
        char mark = columns.nextToken().charAt(0);
        String owner = columns.nextToken();
        Hook.How how = Hook.How.valueOf(columns.nextToken());
        Kind kind = Kind.of(columns.nextToken()).orElseThrow();
        id = Hook.isEnd(how) ? id : id + 1;
        rows.add(new Hook(id, owner, how, kind, rest(columns), mark));
      }
    }
    return List.copyOf(rows);
  }

  private static Set<String> rest(StringTokenizer columns) {
    Set<String> members = new LinkedHashSet<>();
    while (columns.hasMoreTokens()) {
      members.add(columns.nextToken());
    }
    return members;
  }

  /** Those whose methods are native in this JDK, so that only their call sites can be hooked. */
  static List<Hook> sites() {
    List<Hook> sites = new ArrayList<>();
    for (Hook hook : rows()) {
      if (hook.how() == Hook.How.SITES && isNative(hook)) {
        sites.add(hook);
      }
    }
    return sites;
  }

  private static boolean isNative(Hook hook) {
    try {
      Class<?> owner = Class.forName(hook.owner().replace('/', '.'), false, null);
      String member = hook.members().iterator().next();
      String name = member.substring(0, member.indexOf('('));
      Class<?>[] types = member.contains("(J)") ? new Class<?>[] {long.class} : new Class<?>[0];
      return Modifier.isNative(owner.getMethod(name, types).getModifiers());
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
