package dev.weft.agent;

import dev.weft.Weaving;
import dev.weft.agent.trace.NullMessages;
import dev.weft.agent.weave.ClassRules;
import dev.weft.agent.weave.Weaver;
import dev.weft.core.ClassInfo;
import dev.weft.core.CopySource;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gives the engine the copies that it asks for, and tells of what was left out of them. */
final class WovenCopies implements CopySource {
  /** Where a VerifyError says that a method is to blame: {@code Location: pkg/C.name(args)... }. */
  private static final Pattern LOCATION = Pattern.compile("\\.([^.\\s(/;]+)\\$(\\d+)\\(");

  private static final String NOT_VERIFIED = "woven it would not verify: ";

  private final Weaver weaver;
  private final Inspection inspection;
  private final WeavingTransformer transformer;
  private final Instrumentation instrumentation;

  /** Of copies that the JVM refused: what to leave out. */
  private final ClassValue<Map<Integer, Map<String, String>>> refusals =
      new ClassValue<>() {
        @Override
        protected Map<Integer, Map<String, String>> computeValue(Class<?> original) {
          return new ConcurrentHashMap<>();
        }
      };

  WovenCopies(
      Weaver weaver,
      Inspection inspection,
      WeavingTransformer transformer,
      Instrumentation instrumentation) {
    this.weaver = weaver;
    this.inspection = inspection;
    this.transformer = transformer;
    this.instrumentation = instrumentation;
  }

  @Override
  public @Nullable ClassInfo describe(Class<?> type, boolean isRedefined) {
    String name = type.getName().replace('.', '/');
    boolean isRuntime = type.getClassLoader() == null && ClassRules.isRuntime(name);
    if (!isRuntime && !transformer.isWeavable(type.getClassLoader(), name)) {
      return null;
    }
    try {
      return weaver.describe(type, isRedefined, this::recover);
    } catch (RuntimeException | LinkageError e) {
      leaveAlone(type, "its class file cannot be read: " + e);
      return null;
    }
  }

  @Override
  public @Nullable Written write(Class<?> original, int version) {
    try {
      Map<String, String> leftAlone = refusedOf(original, version);
      Written written = weaver.copy(original, version, leftAlone, this::recover);
      if (written == null) {
        leaveAlone(original, "its class file is gone");
        return null;
      }
      leftAlone.forEach(
          (method, reason) ->
              Log.leftAlone(new Weaving.LeftAlone(original.getName(), method, reason)));
      inspection.dump(original, written);
      String problem = inspection.problemOf(original, written);
      if (problem != null) {
        leaveAlone(original, NOT_VERIFIED + problem);
        return null;
      }
      Weaving.recordWoven(written.methods());
      return written;
    } catch (RuntimeException | LinkageError e) {
      leaveAlone(original, "its copy cannot be written: " + e);
      return null;
    }
  }

  private Map<String, String> refusedOf(Class<?> original, int version) {
    return new LinkedHashMap<>(refusals.get(original).getOrDefault(version, Map.of()));
  }

  @Override
  public boolean refused(Class<?> original, int version, LinkageError cause) {
    String problem = NOT_VERIFIED + firstLine(cause);
    Matcher location = LOCATION.matcher(String.valueOf(cause.getMessage()));
    if (cause instanceof VerifyError && location.find()) {
      String method = weaver.methodAt(original, version, Integer.parseInt(location.group(2)));
      Map<String, String> known =
          refusals.get(original).computeIfAbsent(version, v -> new ConcurrentHashMap<>());
      if (method != null && known.putIfAbsent(method, problem) == null) {
        return true;
      }
    }
    leaveAlone(original, problem);
    return false;
  }

  @Override
  public @Nullable String nullMessage(
      Class<?> original, int version, int place, int bytecodeIndex) {
    byte[] classFile = weaver.classFile(original, version, this::recover);
    if (classFile == null) {
      return null;
    }
    Map<String, String> leftAlone = refusedOf(original, version);
    int instruction =
        weaver.instructionAt(original, version, classFile, leftAlone, place, bytecodeIndex);
    String method = weaver.methodAt(original, version, place);
    if (instruction < 0 || method == null) {
      return null;
    }
    int descriptor = method.indexOf('(');
    return NullMessages.of(
        classFile, method.substring(0, descriptor), method.substring(descriptor), instruction);
  }

  private byte @Nullable [] recover(Class<?> original) {
    return transformer.capture(
        original,
        () -> {
          try {
            instrumentation.retransformClasses(original);
          } catch (UnmodifiableClassException e) {
            throw new IllegalStateException(e); // it was modified before
          }
        });
  }

  private static void leaveAlone(Class<?> original, String reason) {
    Log.leftAlone(new Weaving.LeftAlone(original.getName(), "", reason));
  }

  private static String firstLine(Throwable cause) {
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse(cause.toString());
  }
}
