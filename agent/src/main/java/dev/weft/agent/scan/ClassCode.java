package dev.weft.agent.scan;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A class file.
 *
 * @param name internal name
 * @param supertypes superclass and interfaces
 * @param file of the source, if known
 * @param methods by name and descriptor together
 */
record ClassCode(
    String name, List<String> supertypes, @Nullable String file, Map<String, MethodCode> methods) {

  @Nullable MethodCode method(MethodId id) {
    return methods.get(id.name() + id.descriptor());
  }
}
