package dev.weft.it.shapes;

import dev.weft.it.support.Program;
import org.objectweb.asm.Opcodes;

/**
 * A shape made of bytecode, in the class file versions in which it is possible.
 *
 * @param leftAlone whether a method of it cannot be woven, so that it pins
 */
record Odd(String name, int firstVersion, int lastVersion, boolean leftAlone, Maker maker) {
  static final int[] VERSIONS = {
    Opcodes.V1_1, Opcodes.V1_2, Opcodes.V1_4, Opcodes.V1_5, Opcodes.V1_6, Opcodes.V1_8, Opcodes.V17
  };

  /** Writes the members of the class. */
  interface Maker {
    void write(OddClass c);
  }

  boolean isPossibleIn(int version) {
    return number(version) >= number(firstVersion) && number(version) <= number(lastVersion);
  }

  /** The major version: the minor one is in the upper half, and 45.3 is 1.1. */
  static int number(int version) {
    return version & 0xffff;
  }

  String className(int version) {
    return name + number(version);
  }

  byte[] classFile(int version) {
    OddClass c = new OddClass(className(version), version);
    maker.write(c);
    return c.bytes();
  }

  /** A new instance of the class, newly defined. */
  Program make(int version) throws ReflectiveOperationException {
    byte[] bytes = classFile(version);
    String binaryName = OddClass.class.getPackageName() + ".odd." + className(version);
    ClassLoader loader =
        new ClassLoader(Odd.class.getClassLoader()) {
          @Override
          protected Class<?> findClass(String wanted) throws ClassNotFoundException {
            if (!wanted.equals(binaryName)) {
              throw new ClassNotFoundException(wanted);
            }
            return defineClass(wanted, bytes, 0, bytes.length);
          }
        };
    return (Program) loader.loadClass(binaryName).getDeclaredConstructor().newInstance();
  }
}
