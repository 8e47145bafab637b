package dev.weft.it.lambda;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** All that reflection tells of an object's class, but for numbers in its name. */
final class Description {
  private Description() {}

  static List<String> of(Object object) {
    Class<?> type = object.getClass();
    List<String> lines = new ArrayList<>();
    lines.add(shapeOf(type.getName()) + " " + shapeOf(object.toString()).replaceAll("@.*", "@"));
    lines.add(
        "hidden %b synthetic %b anonymous %b member %b modifiers %x"
            .formatted(
                type.isHidden(),
                type.isSynthetic(),
                type.isAnonymousClass(),
                type.isMemberClass(),
                type.getModifiers()));
    lines.add("nest host " + type.getNestHost() + ", super class " + type.getSuperclass());
    lines.add(
        "loader " + type.getClassLoader() + ", " + type.getModule() + ", " + type.getPackageName());
    lines.add("interfaces " + Arrays.toString(type.getInterfaces()));
    lines.add("canonical name " + type.getCanonicalName() + ", " + shapeOf(type.getSimpleName()));
    lines.addAll(Stream.of(type.getDeclaredFields()).map(Description::field).toList());
    lines.addAll(Stream.of(type.getDeclaredConstructors()).map(Description::constructor).toList());
    lines.addAll(Stream.of(type.getDeclaredMethods()).map(Description::method).sorted().toList());
    return lines;
  }

  private static String shapeOf(String name) {
    return name.replaceAll("Lambda\\$\\d+", "Lambda\\$N").replaceAll("0x[0-9a-f]+", "0x");
  }

  private static String field(Field field) {
    return "field %x %s %s"
        .formatted(field.getModifiers(), field.getGenericType(), field.getName());
  }

  private static String constructor(Constructor<?> constructor) {
    return "constructor %x %s"
        .formatted(constructor.getModifiers(), Arrays.toString(constructor.getParameterTypes()));
  }

  private static String method(Method method) {
    return "method %x %s %s%s throws %s"
        .formatted(
            method.getModifiers(),
            method.getReturnType(),
            method.getName(),
            Arrays.toString(method.getParameterTypes()),
            Arrays.toString(method.getExceptionTypes()));
  }
}
