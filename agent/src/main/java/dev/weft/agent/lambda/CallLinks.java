package dev.weft.agent.lambda;

import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;

/**
 * The bootstraps of calls by which woven code calls woven code ({@code dev.weft.core.CopyCalls}).
 */
public final class CallLinks {
  private static final String OWNER = "dev/weft/core/CopyCalls";

  /** Of a static method: takes the class that the call names, and the method's descriptor. */
  public static final Handle STATIC = link("ofStatic", "Ljava/lang/Class;Ljava/lang/String;");

  /**
   * The method in the newest version of its class: takes how the original calls, the class that the
   * call names, and the method's descriptor.
   */
  public static final Handle NEWEST = link("newest", "ILjava/lang/Class;Ljava/lang/String;");

  /** Of any method with a receiver: takes the same as {@link #NEWEST}. */
  public static final Handle LOOKED_UP = link("lookedUp", "ILjava/lang/Class;Ljava/lang/String;");

  /** A constant that calls with a receiver go by ({@code dev.weft.core.Dispatch}). */
  static final Handle DISPATCH =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          OWNER,
          "dispatch",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;"
              + "Ljava/lang/invoke/MethodType;ILjava/lang/Class;Ljava/lang/String;)Ldev/weft/core/Dispatch;",
          false);

  /** Takes that constant and a slot. */
  static final Handle SLOT = link("slot", "Ldev/weft/core/Dispatch;I");

  /** Takes that constant. */
  static final Handle BOUND = link("bound", "Ldev/weft/core/Dispatch;");

  /** Takes the type by which the original calls a handle. */
  public static final Handle HANDLE = link("handle", "Ljava/lang/invoke/MethodType;");

  private CallLinks() {}

  private static Handle link(String name, String arguments) {
    String descriptor =
        "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
            + arguments
            + ")Ljava/lang/invoke/CallSite;";
    return new Handle(Opcodes.H_INVOKESTATIC, OWNER, name, descriptor, false);
  }

  public static boolean isOne(Handle bootstrap) {
    return bootstrap.getOwner().equals(OWNER);
  }
}
