package dev.weft.agent.lambda;

import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;

/**
 * The bootstraps of calls by which woven code calls woven code ({@code dev.weft.core.CopyCalls}).
 */
public final class CallLinks {
  private static final String OWNER = "dev/weft/core/CopyCalls";

  /** Takes how the original calls, the class that the call names, and the method's descriptor. */
  public static final Handle CALL = link("call", "ILjava/lang/Class;Ljava/lang/String;");

  /** The same, of the method in the newest version of its class. */
  public static final Handle NEWEST = link("newest", "ILjava/lang/Class;Ljava/lang/String;");

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
