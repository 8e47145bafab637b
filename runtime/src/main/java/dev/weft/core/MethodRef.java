package dev.weft.core;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import jdk.internal.vm.annotation.ForceInline;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/** A woven method of a loaded class: how to re-enter it, and how a stack trace names it. */
@SuppressWarnings("NullAway") // only NONE lacks an owner, and it is neither resumed nor described
final class MethodRef {
  static final MethodRef NONE = new MethodRef();

  private final @Nullable Class<?> owner;
  private final @Nullable ClassInfo info;
  private final int index;
  @Nullable Resumer resumer;

  private MethodRef() {
    owner = null;
    info = null;
    index = 0;
  }

  MethodRef(Class<?> owner, ClassInfo info, int index) {
    this.owner = owner;
    this.info = info;
    this.index = index;
  }

  @Hidden
  void resume(ContinuationCore c, @Nullable Object receiver) throws Throwable {
    Resumer r = resumer;
    if (r == null) {
      c.link = ContinuationCore.AT_REST; // looking it up may run a class loader, which may be woven
      resumer = r = Resumer.of(this, handle(), info.statics.get(index));
      c.link = ContinuationCore.RESTORE;
    }
    r.resume(c, receiver);
  }

  private MethodHandle handle() {
    MethodType type =
        MethodType.fromMethodDescriptorString(info.descriptors[index], owner.getClassLoader());
    MethodHandles.Lookup lookup = TrustedLookup.LOOKUP;
    try {
      return info.statics.get(index)
          ? lookup.findStatic(owner, info.names[index], type)
          : lookup.findSpecial(owner, info.names[index], type, owner);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "cannot re-enter " + owner.getName() + "." + info.names[index] + info.descriptors[index],
          e);
    }
  }

  @ForceInline
  @Hidden
  boolean is(Class<?> type, int method) {
    return owner == type && index == method;
  }

  Class<?> owner() {
    return owner;
  }

  String name() {
    return info.names[index];
  }

  String descriptor() {
    return info.descriptors[index];
  }

  boolean isHidden() {
    return info == null || info.hidden;
  }

  @Override
  public String toString() {
    return this == NONE ? "" : owner.getName() + "." + info.names[index] + info.descriptors[index];
  }

  StackTraceElement element(int line) {
    return Elements.of(owner, info.names[index], info.sourceFile, line == 0 ? -1 : line);
  }
}
