package dev.weft.core;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import jdk.internal.vm.annotation.ForceInline;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/** A woven method of a loaded class: how to re-enter it, and how a stack trace names it. */
@SuppressWarnings("NullAway") // only NONE lacks an owner, and it is neither resumed nor described
final class MethodRef {
  static final MethodRef NONE = new MethodRef();

  /** The class whose code runs: a woven copy or a spun class. */
  private final @Nullable Class<?> owner;

  /** The class that stack traces show. */
  private final @Nullable Class<?> shown;

  private final @Nullable ClassInfo info;
  private final int index;
  private final @Nullable Copy copy;
  @Nullable Resumer resumer;

  private MethodRef() {
    owner = null;
    shown = null;
    info = null;
    index = 0;
    copy = null;
  }

  private MethodRef(
      Class<?> owner, Class<?> shown, ClassInfo info, int index, @Nullable Copy copy) {
    this.owner = owner;
    this.shown = shown;
    this.info = info;
    this.index = index;
    this.copy = copy;
  }

  static MethodRef ofCopy(Copy copy, int place) {
    return new MethodRef(copy.type, copy.original, copy.info.methods, place, copy);
  }

  /** A woven method of a class that was spun. */
  static MethodRef ofSpun(Class<?> owner, ClassInfo info, int index) {
    return new MethodRef(owner, owner, info, index, null);
  }

  @Hidden
  void resume(ContinuationCore c) throws Throwable {
    Resumer r = resumer;
    if (r == null) {
      c.link = ContinuationCore.AT_REST; // looking it up may run a class loader, which may be woven
      resumer = r = Resumer.of(this, handle());
      c.link = ContinuationCore.RESTORE;
    }
    r.resume(c);
  }

  /** {@code (ContinuationCore)void}. */
  private MethodHandle handle() {
    try {
      if (copy != null) {
        return Delivery.of(copy.handle(index));
      }
      MethodType type =
          MethodType.fromMethodDescriptorString(info.descriptors[index], owner.getClassLoader());
      return Delivery.of(TrustedLookup.LOOKUP.findStatic(owner, info.names[index], type));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot re-enter " + this, e);
    }
  }

  @ForceInline
  @Hidden
  boolean is(Class<?> type, int method) {
    return owner == type && index == method;
  }

  Class<?> owner() {
    return shown;
  }

  String name() {
    return info.names[index];
  }

  String descriptor() {
    return info.descriptors[index];
  }

  boolean isHidden() {
    return info == null || info.hidden.get(index) || (shown != null && shown.isHidden());
  }

  @Override
  public String toString() {
    return this == NONE ? "" : shown.getName() + "." + info.names[index] + info.descriptors[index];
  }

  StackTraceElement element(int line) {
    return Elements.of(shown, info.names[index], info.sourceFile, line == 0 ? -1 : line);
  }
}
