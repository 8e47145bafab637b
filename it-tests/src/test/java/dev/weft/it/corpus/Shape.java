package dev.weft.it.corpus;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Everything that reflection tells about a class without initialising it, as text: the same before
 * and after weaving.
 */
final class Shape {
  private Shape() {}

  /**
   * Links the class, which is where the JVM verifies it, and describes it.
   *
   * @return parts separated by {@code "; "}, in an order that does not depend on the JVM; a part
   *     that could not be read for want of another class gives the error's class instead, and never
   *     a text
   */
  static String of(Class<?> type) {
    StringJoiner text = new StringJoiner("; ");
    text.add("modifiers " + Integer.toHexString(type.getModifiers()));
    text.add(part("generic", type::toGenericString));
    text.add(part("extends", () -> String.valueOf(type.getGenericSuperclass())));
    text.add(part("implements", () -> Arrays.toString(type.getGenericInterfaces())));
    text.add(part("outer", () -> type.getDeclaringClass() + " " + type.getEnclosingMethod()));
    text.add(part("inner", () -> sorted(type.getDeclaredClasses(), Class::getName)));
    text.add(part("nest", () -> type.getNestHost().getName()));
    text.add(
        part(
            "permits",
            () -> type.isSealed() ? sorted(type.getPermittedSubclasses(), Class::getName) : ""));
    text.add(
        part(
            "record",
            () ->
                type.isRecord()
                    ? sorted(type.getRecordComponents(), RecordComponent::toString)
                    : ""));
    text.add(part("constructors", () -> sorted(type.getDeclaredConstructors(), Shape::executable)));
    text.add(part("fields", () -> sorted(type.getDeclaredFields(), Shape::field)));
    text.add(part("methods", () -> sorted(type.getDeclaredMethods(), Shape::executable)));
    return text.toString();
  }

  private static String part(String name, Supplier<String> text) {
    try {
      return name + " " + text.get();
    } catch (VerifyError | ClassFormatError broken) {
      throw broken;
    } catch (LinkageError | RuntimeException e) {
      return name + " ! " + e.getClass().getName();
    }
  }

  private static <T> String sorted(T[] elements, Function<T, String> text) {
    String[] lines = new String[elements.length];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = text.apply(elements[i]);
    }
    Arrays.sort(lines);
    return String.join(", ", lines);
  }

  private static String field(Field f) {
    return modifiers(f, f.getModifiers())
        + f.getType().getName()
        + " "
        + f.getName()
        + " "
        + f.getGenericType();
  }

  private static String executable(Executable e) {
    String result =
        e instanceof Method m
            ? m.getReturnType().getName()
            : ((Constructor<?>) e).getDeclaringClass().getName();
    return modifiers(e, e.getModifiers())
        + result
        + " "
        + e.getName()
        + Arrays.toString(e.getParameterTypes())
        + Arrays.toString(e.getExceptionTypes())
        + part("", e::toGenericString)
        + part("", () -> Arrays.toString(e.getParameters()));
  }

  private static String modifiers(AccessibleObject member, int modifiers) {
    return member.getClass().getSimpleName() + " " + Integer.toHexString(modifiers) + " ";
  }
}
