package dev.weft.agent.stub;

import org.jspecify.annotations.Nullable;

/**
 * The bootstrap methods of a class file, and more that are being added.
 *
 * <pre>
 * u2 count { u2 handle u2 arguments {u2 argument} }
 *            handle: u1 tag 15, u1 kind, u2 method;  method: u1 tag, u2 class, u2 name and type
 * </pre>
 */
public final class BootstrapMethods {
  private static final String NAME = "BootstrapMethods";

  private final ClassFile file;
  private final ClassFile.@Nullable Attribute attribute;

  /** Where each entry is. */
  private final int[] entries;

  /** The handle of each entry. */
  private final int[] handles;

  private final Bytes added = new Bytes(256);
  private int count;
  private boolean isChanged;

  public BootstrapMethods(ClassFile file) {
    this.file = file;
    this.attribute = file.attribute(NAME);
    this.count = attribute == null ? 0 : file.u2(attribute.from());
    this.entries = new int[count];
    this.handles = new int[count];
    int at = attribute == null ? 0 : attribute.from() + 2;
    for (int i = 0; i < count; i++) {
      entries[i] = at;
      handles[i] = file.u2(at);
      at += 4 + 2 * file.u2(at + 2);
    }
  }

  /** How many the class file has. */
  public int size() {
    return entries.length;
  }

  private int handleAt(int entry) {
    return file.pool.getItem(file.u2(entries[entry]));
  }

  private int methodAt(int entry) {
    return file.pool.getItem(file.u2(handleAt(entry) + 1));
  }

  private int nameAndTypeAt(int entry) {
    return file.pool.getItem(file.u2(methodAt(entry) + 2));
  }

  public int kind(int entry) {
    return file.bytes[handleAt(entry)];
  }

  public String owner(int entry) {
    return file.classAt(methodAt(entry));
  }

  public String name(int entry) {
    return file.utf8At(nameAndTypeAt(entry));
  }

  public String descriptor(int entry) {
    return file.utf8At(nameAndTypeAt(entry) + 2);
  }

  /** Gives an entry another method. */
  public void replace(int entry, int handle) {
    handles[entry] = handle;
    isChanged = true;
  }

  /** Adds one; its arguments are constants. */
  public int add(int handle, int... arguments) {
    added.u2(handle).u2(arguments.length);
    for (int argument : arguments) {
      added.u2(argument);
    }
    isChanged = true;
    return count++;
  }

  boolean isNew() {
    return isChanged && attribute == null;
  }

  boolean replaces(ClassFile.Attribute other) {
    return isChanged && other.name().equals(NAME);
  }

  void write(PoolExtension pool, Bytes out) throws UnusualClassException {
    if (count > 0xFFFF) {
      throw new UnusualClassException(count + " bootstrap methods");
    }
    out.u2(attribute == null ? pool.utf8(NAME) : attribute.nameIndex()).u4(0);
    int start = out.size();
    out.u2(count);
    for (int i = 0; i < entries.length; i++) {
      int at = entries[i] + 2;
      out.u2(handles[i]).copy(file.bytes, at, at + 2 + 2 * file.u2(at));
    }
    out.append(added);
    out.setU4(start - 4, out.size() - start);
  }
}
