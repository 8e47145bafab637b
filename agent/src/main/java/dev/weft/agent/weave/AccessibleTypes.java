package dev.weft.agent.weave;

import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Restoring casts a value to its verification type, and a cast needs access to the class, which the
 * verifier does not: a compiler merges {@code StringBuilder} and {@code StringBuffer} to a class
 * that only java.lang sees. Such a type is replaced by its nearest accessible superclass, in frames
 * and in what is saved.
 */
final class AccessibleTypes {
  private static final String OBJECT = "java/lang/Object";

  private final String packageName;
  private final ClassHierarchy hierarchy;
  private final ClassReader reader;
  private @Nullable Set<String> memberOwners;
  private final Map<String, String> substitutes = new HashMap<>();

  AccessibleTypes(ClassReader reader, ClassHierarchy hierarchy) {
    this.reader = reader;
    this.hierarchy = hierarchy;
    this.packageName = packageOf(reader.getClassName());
  }

  /** Replaces inaccessible types in the method's frames. */
  void substituteInFrames(MethodNode method) {
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof FrameNode frame) {
        substitute(method, frame.local);
        substitute(method, frame.stack);
      }
    }
  }

  private void substitute(MethodNode method, @Nullable List<Object> types) {
    if (types == null) {
      return;
    }
    for (int i = 0; i < types.size(); i++) {
      types.set(i, substitute(method, types.get(i)));
    }
  }

  /**
   * The type itself, or what stands for it.
   *
   * @throws CannotWeaveException if {@code method} hands values of an inaccessible type on, which
   *     the substitute could not
   */
  Object substitute(MethodNode method, Object type) {
    if (!(type instanceof String name)) {
      return type;
    }
    String known = substitutes.get(name);
    if (known == null) {
      known = find(name);
      substitutes.put(name, known);
    }
    if (!known.equals(name) && isHandedOn(method, name)) {
      throw new CannotWeaveException(
          "it keeps and hands on a value of type "
              + name.replace('/', '.')
              + ", to which it has no access");
    }
    return known;
  }

  /** Whether the class may cast to a type of a descriptor. */
  boolean isAccessible(Type type) {
    Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
    return element.getSort() != Type.OBJECT || isAccessible(element.getInternalName());
  }

  private String find(String name) {
    if (name.charAt(0) != '[') {
      return accessible(name);
    }
    Type array = Type.getObjectType(name);
    Type element = array.getElementType();
    if (element.getSort() != Type.OBJECT) {
      return name;
    }
    return "[".repeat(array.getDimensions()) + "L" + accessible(element.getInternalName()) + ";";
  }

  private String accessible(String name) {
    String type = name;
    while (type != null && !isAccessible(type)) {
      type = superClass(type);
    }
    return type == null ? OBJECT : type;
  }

  private boolean isAccessible(String type) {
    if (packageOf(type).equals(packageName) || isMemberOwner(type)) {
      return true;
    }
    Class<?> jdk = jdkClass(type);
    if (jdk != null) {
      return Modifier.isPublic(jdk.getModifiers());
    }
    try {
      return hierarchy.isPublic(type);
    } catch (CannotWeaveException unknown) {
      return true; // most are, and a class that is not there is not restored either
    }
  }

  private @Nullable String superClass(String type) {
    Class<?> jdk = jdkClass(type);
    if (jdk == null) {
      return hierarchy.superClass(type);
    }
    Class<?> superclass = jdk.getSuperclass();
    return superclass == null ? null : Type.getInternalName(superclass);
  }

  private static @Nullable Class<?> jdkClass(String type) {
    if (!ClassRules.isJdk(type)) {
      return null;
    }
    try {
      return Class.forName(type.replace('/', '.'), false, ClassLoader.getPlatformClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }

  /**
   * Whether the class names the type as the owner of a member that it uses, which needs access
   * already.
   */
  private boolean isMemberOwner(String type) {
    Set<String> owners = memberOwners;
    if (owners == null) {
      memberOwners = owners = readMemberOwners();
    }
    return owners.contains(type);
  }

  private Set<String> readMemberOwners() {
    Set<String> owners = new HashSet<>();
    char[] buffer = new char[reader.getMaxStringLength()];
    for (int i = 1; i < reader.getItemCount(); i++) {
      int offset = reader.getItem(i);
      int tag = offset == 0 ? 0 : reader.readByte(offset - 1);
      if (tag >= 9 && tag <= 11) { // Fieldref, Methodref, InterfaceMethodref
        owners.add(reader.readClass(offset, buffer));
      }
    }
    return owners;
  }

  private static boolean isHandedOn(MethodNode method, String type) {
    // an element that is taken out of an array is handed on as what it is
    String descriptor =
        type.charAt(0) == '['
            ? Type.getType(type).getElementType().getDescriptor()
            : "L" + type + ";";
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof MethodInsnNode call
          && call.desc.lastIndexOf(')') > call.desc.indexOf(descriptor)
          && call.desc.contains(descriptor)) {
        return true;
      }
      if (insn instanceof FieldInsnNode field && field.desc.endsWith(descriptor)) {
        return true;
      }
    }
    return method.desc.substring(method.desc.indexOf(')')).endsWith(descriptor);
  }

  private static String packageOf(String internalName) {
    int slash = internalName.lastIndexOf('/');
    return slash < 0 ? "" : internalName.substring(0, slash);
  }
}
