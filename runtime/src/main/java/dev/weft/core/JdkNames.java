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

  /** java.lang.StackTraceElement: bits that say which parts its text leaves out; all versions. */
  static final String ELEMENT_FORMAT = "format";

  private JdkNames() {}
}
