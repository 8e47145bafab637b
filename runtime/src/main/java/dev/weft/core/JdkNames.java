package dev.weft.core;

/**
 * Members of JDK classes that the core reads without the language's leave, with the versions that
 * have them.
 */
final class JdkNames {
  /** java.lang.Thread: the private lock of interruption; 17-18, then 19 and later. */
  static final String[] THREAD_INTERRUPT_LOCK = {"interruptLock", "blockerLock"};

  /** java.lang.invoke.MethodHandles.Lookup: the lookup that may everything; all versions. */
  static final String TRUSTED_LOOKUP = "IMPL_LOOKUP";

  /**
   * java.lang.invoke.MethodHandles.Lookup: the constructor, {@code (Class)void}, that gives the
   * lookup of code in that class; all versions.
   */
  static final Class<?>[] LOOKUP_OF_CLASS = {Class.class};

  /**
   * java.lang.StackTraceElement: the class that {@link #ELEMENT_COMPUTE_FORMAT} looks at and then
   * forgets; all versions.
   */
  static final String ELEMENT_CLASS = "declaringClassObject";

  /**
   * java.lang.StackTraceElement: the method, {@code ()void}, that finds which parts its text leaves
   * out; all versions.
   */
  static final String ELEMENT_COMPUTE_FORMAT = "computeFormat";

  /**
   * java.lang.reflect.AccessibleObject: the method, {@code (boolean)boolean}, that sets its flag
   * without asking; all versions.
   */
  static final String SET_ACCESSIBLE = "setAccessible0";

  /** java.lang.Throwable: the JVM's own record of the stack; all versions. */
  static final String BACKTRACE = "backtrace";

  /** java.lang.invoke: what names a method to the JVM; all versions. */
  static final String MEMBER_NAME = "java.lang.invoke.MemberName";

  /**
   * java.lang.invoke: the class of a handle that does no more than call its method; all versions.
   */
  static final String DIRECT_HANDLE = "java.lang.invoke.DirectMethodHandle";

  /** java.lang.invoke.MethodHandle: the method, {@code ()MemberName}, that names what it calls. */
  static final String MEMBER_OF_HANDLE = "internalMemberName";

  /** java.lang.invoke.MemberName: the method, {@code ()Class}, that names its class. */
  static final String OWNER_OF_MEMBER = "getDeclaringClass";

  /** java.lang.Class: how often the JVM has redefined the class; all versions. */
  static final String REDEFINITIONS = "classRedefinedCount";

  /** java.lang.invoke: what makes the classes of lambdas, and its fields; all versions. */
  static final String LAMBDA_FACTORY = "java.lang.invoke.AbstractValidatingLambdaMetafactory";

  static final String LAMBDA_CALLER = "targetClass";
  static final String LAMBDA_CAPTURED = "factoryType";
  static final String LAMBDA_METHOD_NAME = "interfaceMethodName";
  static final String LAMBDA_METHOD_TYPE = "interfaceMethodType";
  static final String LAMBDA_BRIDGES = "altMethods";
  static final String LAMBDA_DYNAMIC_TYPE = "dynamicMethodType";
  static final String LAMBDA_IMPLEMENTATION = "implementation";

  /** The fields of those classes: this and a number, from 1; all versions. */
  static final String LAMBDA_FIELD = "arg$";

  private JdkNames() {}
}
