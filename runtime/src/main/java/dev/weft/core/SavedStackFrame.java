package dev.weft.core;

import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** What a StackWalker shows of a saved activation. */
final class SavedStackFrame implements StackWalker.StackFrame {
  private final MethodRef method;
  private final int line;
  private final boolean retainsClass;

  /**
   * @param line 0 if it is not known
   * @param retainsClass whether the walker may hand out classes
   */
  SavedStackFrame(MethodRef method, int line, boolean retainsClass) {
    this.method = method;
    this.line = line;
    this.retainsClass = retainsClass;
  }

  @Override
  public String getClassName() {
    return method.owner().getName();
  }

  @Override
  public String getMethodName() {
    return method.name();
  }

  @Override
  public Class<?> getDeclaringClass() {
    requireClasses();
    return method.owner();
  }

  @Override
  public MethodType getMethodType() {
    requireClasses();
    return MethodType.fromMethodDescriptorString(
        method.descriptor(), method.owner().getClassLoader());
  }

  private void requireClasses() {
    if (!retainsClass) {
      throw new UnsupportedOperationException("No access to RETAIN_CLASS_REFERENCE");
    }
  }

  @Override
  public String getDescriptor() {
    return method.descriptor();
  }

  /** Not known: negative, as for a native method. */
  @Override
  public int getByteCodeIndex() {
    return -1;
  }

  @Override
  public @Nullable String getFileName() {
    return toStackTraceElement().getFileName();
  }

  @Override
  public int getLineNumber() {
    return toStackTraceElement().getLineNumber();
  }

  @Override
  public boolean isNativeMethod() {
    return false;
  }

  @Override
  public StackTraceElement toStackTraceElement() {
    return method.element(line);
  }

  @Override
  public String toString() {
    return toStackTraceElement().toString();
  }
}
