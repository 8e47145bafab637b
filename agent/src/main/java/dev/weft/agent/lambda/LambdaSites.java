package dev.weft.agent.lambda;

import java.util.Set;
import org.objectweb.asm.Handle;

/**
 * Redirects the bootstrap of lambdas and method references. Constructors and class initialisers
 * take part: the lambdas that they make are called from elsewhere.
 */
public final class LambdaSites {
  private static final String JDK = "java/lang/invoke/LambdaMetafactory";

  /** The class that has Weft's factories, under the same names. */
  public static final String OURS = "dev/weft/core/LambdaBootstrap";

  private static final Set<String> METHODS = Set.of("metafactory", "altMetafactory");

  private LambdaSites() {}

  /** Whether the JDK's lambda factory is to link a call site. */
  public static boolean isLambda(Handle bootstrap) {
    return isLambda(bootstrap.getOwner(), bootstrap.getName());
  }

  /** Whether a method is the JDK's lambda factory. */
  public static boolean isLambda(String owner, String name) {
    return owner.equals(JDK) && METHODS.contains(name);
  }

  /** Weft's factory instead of the JDK's; any other bootstrap as it is. */
  public static Handle redirected(Handle bootstrap) {
    return isLambda(bootstrap)
        ? new Handle(bootstrap.getTag(), OURS, bootstrap.getName(), bootstrap.getDesc(), false)
        : bootstrap;
  }
}
