package dev.weft.core;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lambda or method reference that the JDK has linked.
 *
 * @param caller the class that holds the call site
 * @param type the class of its objects, whose fields hold what is captured, in order
 * @param captured captured values to functional interface
 * @param methodName the interface's method
 * @param methodTypes its erased type, and further types under which it is to be found
 * @param dynamicType what the first of these becomes by the interface's type arguments
 */
public record Lambda(
    Class<?> caller,
    Class<?> type,
    MethodType captured,
    String methodName,
    List<MethodType> methodTypes,
    MethodType dynamicType,
    MethodHandle implementation) {

  /**
   * The method behind it.
   *
   * @param kind how it is called, a constant of {@link MethodHandleInfo}
   * @param owner the class to name in the call
   * @param type its type, a receiver included
   */
  public record Implementation(
      int kind, Class<?> owner, String name, MethodType method, MethodType type) {
    public boolean hasReceiver() {
      return kind != MethodHandleInfo.REF_invokeStatic;
    }
  }

  /**
   * Null if it is a constructor, which pins, or a super method, of which no compiler makes a
   * lambda: some JDKs refuse the call.
   */
  public @Nullable Implementation method() {
    MethodHandleInfo info = TrustedLookup.LOOKUP.revealDirect(implementation);
    Class<?> declaring = info.getDeclaringClass();
    MethodType type = implementation.type();
    return switch (info.getReferenceKind()) {
      case MethodHandleInfo.REF_invokeStatic ->
          of(MethodHandleInfo.REF_invokeStatic, declaring, info);
      case MethodHandleInfo.REF_invokeVirtual, MethodHandleInfo.REF_invokeInterface ->
          dispatched(type.parameterType(0), info);
      case MethodHandleInfo.REF_invokeSpecial ->
          caller == declaring && Modifier.isPrivate(info.getModifiers())
              ? dispatched(declaring, info)
              : null;
      default -> null;
    };
  }

  private Implementation dispatched(Class<?> owner, MethodHandleInfo info) {
    return of(
        owner.isInterface()
            ? MethodHandleInfo.REF_invokeInterface
            : MethodHandleInfo.REF_invokeVirtual,
        owner,
        info);
  }

  private Implementation of(int kind, Class<?> owner, MethodHandleInfo info) {
    return new Implementation(
        kind, owner, info.getName(), info.getMethodType(), implementation.type());
  }

  /** Its class as a woven one. */
  ClassInfo info() {
    int count = methodTypes.size();
    String[] names = new String[count];
    String[] descriptors = new String[count];
    int[] access = new int[count];
    for (int i = 0; i < count; i++) {
      names[i] = methodName;
      descriptors[i] = methodTypes.get(i).toMethodDescriptorString();
      access[i] = Modifier.PUBLIC;
    }
    return ClassInfo.ofSpun(names, descriptors, access);
  }
}
