package dev.weft.junit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestIdentifier;

/** Identifiers of tests in reports: {@code com.acme.ShopTest.total(int)[2]}. */
final class TestIds {
  private static final Pattern INVOCATION = Pattern.compile("-invocation:#(\\d+)]");

  private TestIds() {}

  static String of(TestIdentifier test) {
    return test.getSource()
        .filter(MethodSource.class::isInstance)
        .map(MethodSource.class::cast)
        .map(
            source ->
                of(
                    test.getUniqueId(),
                    source.getClassName(),
                    source.getMethodName(),
                    simple(source.getMethodParameterTypes())))
        .orElse(test.getUniqueId());
  }

  static String of(ExtensionContext context) {
    return of(
        context.getUniqueId(),
        context.getRequiredTestClass().getName(),
        context.getRequiredTestMethod().getName(),
        Stream.of(context.getRequiredTestMethod().getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(", ")));
  }

  private static String of(String uniqueId, String className, String method, String parameters) {
    StringBuilder invocations = new StringBuilder();
    Matcher invocation = INVOCATION.matcher(uniqueId);
    while (invocation.find()) {
      invocations.append('[').append(invocation.group(1)).append(']');
    }
    return className + "." + method + "(" + parameters + ")" + invocations;
  }

  /** Types without their packages. */
  private static String simple(String types) {
    return types == null ? "" : types.replaceAll("[^,\\s]*[.$]", "").replaceAll(",\\s*", ", ");
  }
}
