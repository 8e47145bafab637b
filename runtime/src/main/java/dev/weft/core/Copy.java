package dev.weft.core;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;

/** A woven copy that has been defined. */
final class Copy {
  final Class<?> type;
  final Class<?> original;
  final int version;
  final CopyInfo info;

  /** Of the original, when this was last seen to be of its version. */
  volatile int redefinitions;

  final MethodRef[] methods;

  Copy(Class<?> type, Class<?> original, int version, int redefinitions, CopyInfo info) {
    this.type = type;
    this.original = original;
    this.version = version;
    this.redefinitions = redefinitions;
    this.info = info;
    this.methods = new MethodRef[info.methods.names.length];
  }

  MethodRef method(int place) {
    MethodRef method = methods[place];
    if (method == null) { // as they are until then
      method = MethodRef.ofCopy(this, place);
      methods[place] = method; // two threads may each make one; both are right
    }
    return method;
  }

  /** The method in that place: receiver, arguments, continuation. */
  MethodHandle handle(int place) throws ReflectiveOperationException {
    return handle(
        place,
        MethodType.fromMethodDescriptorString(info.descriptor(place), original.getClassLoader()));
  }

  MethodHandle handle(int place, MethodType type) throws ReflectiveOperationException {
    String name = CopyInfo.nameOf(info.methods.names[place], place);
    return TrustedLookup.LOOKUP.findStatic(this.type, name, type);
  }
}
