package dev.weft.core;

import java.lang.invoke.MethodHandles.Lookup.ClassOption;
import jdk.internal.access.SharedSecrets;

/** Defines hidden classes in the nests of others. */
final class Nestmates {
  private Nestmates() {}

  /**
   * Defines, verifies and initialises a class.
   *
   * @param host the class whose nest it joins
   * @throws LinkageError if the JVM refuses it
   */
  static Class<?> define(Class<?> host, byte[] classFile) {
    Module module = host.getModule();
    if (!module.canRead(Nestmates.class.getModule())) { // a module of proxies, say
      SharedSecrets.getJavaLangAccess().addReadsAllUnnamed(module);
    }
    try {
      return TrustedLookup.LOOKUP
          .in(host)
          .defineHiddenClass(classFile, true, ClassOption.NESTMATE)
          .lookupClass();
    } catch (IllegalAccessException e) {
      throw new IllegalAccessError(e.getMessage());
    }
  }
}
