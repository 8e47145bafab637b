package dev.weft.agent.stub;

import org.jspecify.annotations.Nullable;

/**
 * A class file that is being changed: constants and bootstrap methods are added, and code is put
 * into methods. The rest is copied as it is.
 */
public final class ClassPatch {
  public final ClassFile file;
  public final PoolExtension pool;
  public final BootstrapMethods bootstraps;
  private final @Nullable Insertions[] changes;

  public ClassPatch(ClassFile file, BootstrapMethods bootstraps) {
    this.file = file;
    this.pool = new PoolExtension(file);
    this.bootstraps = bootstraps;
    this.changes = new Insertions[file.methods.size()];
  }

  /**
   * @param method its number; it has code
   */
  public void change(int method, Insertions insertions) {
    changes[method] = insertions;
  }

  /** The class file with the changes. */
  public byte[] write() throws UnusualClassException {
    Bytes rest = new Bytes(file.bytes.length + 64 * changes.length);
    rest.copy(file.bytes, file.pool.header, file.methodsAt + 2);
    for (int i = 0; i < changes.length; i++) {
      writeMethod(file.methods.get(i), changes[i], rest);
    }
    writeAttributes(rest);
    if (pool.count() > 0xFFFF) {
      throw new UnusualClassException(pool.count() + " constants");
    }
    Bytes all = new Bytes(file.pool.header + pool.bytes().size() + rest.size());
    all.copy(file.bytes, 0, 8).u2(pool.count()).copy(file.bytes, 10, file.pool.header);
    return all.append(pool.bytes()).append(rest).toArray();
  }

  private void writeMethod(ClassFile.Method method, @Nullable Insertions insertions, Bytes out)
      throws UnusualClassException {
    ClassFile.Attribute code = method.code();
    if (insertions == null || code == null) {
      out.copy(file.bytes, method.from(), method.to());
    } else {
      out.copy(file.bytes, method.from(), code.from() - 6);
      CodePatch.write(file, code, insertions, pool, out);
      out.copy(file.bytes, code.to(), method.to());
    }
  }

  private void writeAttributes(Bytes out) throws UnusualClassException {
    out.u2(file.attributes.size() + (bootstraps.isNew() ? 1 : 0));
    for (ClassFile.Attribute attribute : file.attributes) {
      if (bootstraps.replaces(attribute)) {
        bootstraps.write(pool, out);
      } else {
        out.copy(file.bytes, attribute.from() - 6, attribute.to());
      }
    }
    if (bootstraps.isNew()) {
      bootstraps.write(pool, out);
    }
  }
}
