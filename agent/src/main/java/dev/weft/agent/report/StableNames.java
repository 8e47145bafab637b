package dev.weft.agent.report;

import java.util.regex.Pattern;

/** Names of classes and methods without what compilers and generators number or draw at random. */
public final class StableNames {
  /** A hidden class's address, as in {@code Shop$$Lambda/0x00007f2a}. */
  private static final Pattern HIDDEN = Pattern.compile("/0x[0-9a-f]+$");

  /** What generators append to the name of the class that they extend, to the end. */
  private static final Pattern SUBCLASS =
      Pattern.compile(
          "(\\$\\$(EnhancerBy|FastClassBy|SpringCGLIB|KeyFactoryBy).*"
              + "|\\$(ByteBuddy|MockitoMock|HibernateProxy|auxiliary)\\$.*"
              + "|\\$Proxy\\$_\\$\\$_.*|_\\$\\$_(jvst|javassist|Weld).*"
              + "|_(ClientProxy|Subclass))$");

  /** A dynamic proxy, wherever the JVM put it. */
  private static final Pattern PROXY = Pattern.compile("^.*\\$Proxy\\d+$");

  private static final Pattern NUMBER = Pattern.compile("\\$\\d+");
  private static final Pattern CLOSURE = Pattern.compile("_closure\\d+");

  /** javac's, with a digest before the number if the lambda is serialisable. */
  private static final Pattern LAMBDA =
      Pattern.compile("^(lambda\\$.+?)(\\$[0-9a-f]{1,8})?\\$\\d+$");

  /**
   * Kotlin's {@code total$lambda$3} and {@code total$lambda-3}, Scala's {@code $anonfun$total$1}.
   */
  private static final Pattern OTHER_LAMBDA =
      Pattern.compile("^(.+\\$lambda|\\$anonfun.*?)[$-]\\d+$");

  private static final Pattern ACCESSOR = Pattern.compile("^access\\$\\d+$");

  private StableNames() {}

  /**
   * The class's name.
   *
   * @param name binary name, with dots
   */
  public static String ofClass(String name) {
    String stable = HIDDEN.matcher(name).replaceFirst("");
    stable = SUBCLASS.matcher(stable).replaceFirst("");
    stable = PROXY.matcher(stable).replaceFirst("\\$Proxy");
    stable = CLOSURE.matcher(stable).replaceAll("_closure");
    return NUMBER.matcher(stable).replaceAll("\\$");
  }

  /** The method's name: {@code lambda$total} for {@code lambda$total$3}. */
  public static String ofMethod(String name) {
    String stable = LAMBDA.matcher(name).replaceFirst("$1");
    return OTHER_LAMBDA.matcher(stable).replaceFirst("$1");
  }

  /**
   * The method whose source has the code: {@code total} for the lambda {@code lambda$total$3},
   * {@code <init>} and {@code <clinit>} for lambdas in field initialisers.
   */
  public static String sourceMethod(String name) {
    String stable = ofMethod(name);
    if (stable.startsWith("lambda$")) {
      String method = stable.substring("lambda$".length());
      return method.equals("new") ? "<init>" : method.equals("static") ? "<clinit>" : method;
    }
    if (stable.startsWith("$anonfun$")) {
      return stable.substring("$anonfun$".length());
    }
    return stable.endsWith("$lambda")
        ? stable.substring(0, stable.length() - "$lambda".length())
        : stable;
  }

  /** Whether no source has this frame: a lambda's or a proxy's own class, an access method. */
  static boolean isGenerated(FrameInfo frame) {
    String name = frame.className();
    return name.contains("$$Lambda")
        || SUBCLASS.matcher(name).find()
        || PROXY.matcher(name).matches()
        || ACCESSOR.matcher(frame.method()).matches();
  }
}
