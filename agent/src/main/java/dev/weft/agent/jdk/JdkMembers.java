package dev.weft.agent.jdk;

import org.objectweb.asm.Opcodes;

/**
 * The members of JDK classes that the rewrites build on. All are the same on 17 to 25 where nothing
 * else is said.
 */
final class JdkMembers {
  static final int ASM = Opcodes.ASM9;

  static final String THROWABLE = "java/lang/Throwable";
  static final String ELEMENT = "java/lang/StackTraceElement";

  /** Throwable: the JVM's record of the stack, of type Object; an Object[] on HotSpot. */
  static final String BACKTRACE = "backtrace";

  static final String BACKTRACE_TYPE = "Ljava/lang/Object;";

  /**
   * Throwable: public; calls the native method of the same name, {@link #NATIVE_FILL_TYPE}, once
   * and drops its result.
   */
  static final String FILL = "fillInStackTrace";

  static final String FILL_TYPE = "()Ljava/lang/Throwable;";
  static final String NATIVE_FILL_TYPE = "(I)Ljava/lang/Throwable;";

  /**
   * Throwable: private; makes the elements of the backtrace by one call of StackTraceElement's
   * static method of that name.
   */
  static final String OUR_STACK_TRACE = "getOurStackTrace";

  static final String OUR_STACK_TRACE_TYPE = "()[Ljava/lang/StackTraceElement;";

  /**
   * StackTraceElement: static; {@code (Throwable, int)} up to 20, {@code (Object, int)} since 21.
   */
  static final String ELEMENTS_OF = "of";

  static final String WALKER = "java/lang/StackWalker";
  static final String WALKER_DESC = "Ljava/lang/StackWalker;";
  static final String TRAVERSER = "java/lang/StackStreamFactory$StackFrameTraverser";

  /**
   * StackFrameTraverser: protected; hands the stream of frames, made by one call of
   * StreamSupport.stream, to the function.
   */
  static final String CONSUME = "consumeFrames";

  static final String CONSUME_TYPE = "()Ljava/lang/Object;";

  static final String ANY_WALKER = "java/lang/StackStreamFactory$AbstractStackWalker";

  /** AbstractStackWalker, inherited by StackFrameTraverser: the StackWalker. */
  static final String ITS_WALKER = "walker";

  /** StackWalker: boolean; whether it may hand out classes. */
  static final String RETAINS = "retainClassRef";

  /** StackWalker: public; returns the result of CallerClassFinder's method {@link #FIND_CALLER}. */
  static final String GET_CALLER = "getCallerClass";

  static final String FIND_CALLER = "findCaller";
  static final String CALLER_TYPE = "()Ljava/lang/Class;";

  static final String NULL_POINTER = "java/lang/NullPointerException";

  /**
   * NullPointerException: public; calls the native method {@link #JVM_MESSAGE} once. It keeps the
   * result, and calls it once for each stack trace.
   */
  static final String GET_MESSAGE = "getMessage";

  /** NullPointerException: private, native; null where the topmost frame is hidden. */
  static final String JVM_MESSAGE = "getExtendedNPEMessage";

  static final String MESSAGE_TYPE = "()Ljava/lang/String;";

  static final String LINKER = "java/lang/invoke/MethodHandleNatives";
  static final String MEMBER_NAME = "java/lang/invoke/MemberName";

  /**
   * MethodHandleNatives: static; what the JVM asks to link a dynamic call ends here. The last
   * argument gets what the JVM shall pass to the method that is returned. For a constant call site
   * it returns the result of one call of Invokers' method {@link #ADAPTER}.
   */
  static final String LINK_SITE = "linkCallSiteImpl";

  static final String LINK_SITE_TYPE =
      "(Ljava/lang/Class;Ljava/lang/invoke/MethodHandle;Ljava/lang/String;"
          + "Ljava/lang/invoke/MethodType;Ljava/lang/Object;[Ljava/lang/Object;)L"
          + MEMBER_NAME
          + ";";

  /** The local variable of {@link #LINK_SITE} that has the last argument. */
  static final int APPENDIX = 5;

  static final String ADAPTER = "java/lang/invoke/Invokers.linkToTargetMethod";

  static final String LAMBDA_FACTORY = "java/lang/invoke/InnerClassLambdaMetafactory";

  /** InnerClassLambdaMetafactory: calls {@link #SPIN} once. */
  static final String BUILD_SITE = "buildCallSite()Ljava/lang/invoke/CallSite;";

  /** InnerClassLambdaMetafactory: private; returns the class of a lambda's objects. */
  static final String SPIN = "spinInnerClass";

  private JdkMembers() {}
}
