package dev.weft.agent.weave;

import dev.weft.agent.lambda.CallLinks;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * What a method may do in its original and not in the copy, which is another class of the same
 * nest: call super methods, use what the original inherits as protected from another package, and
 * be looked at as the caller. The copy has these done in the original's name ({@code
 * dev.weft.core.CopyLinks}), by dynamic calls that the JIT sees through.
 */
final class OriginalsRights {
  private static final String LINKS = "dev/weft/core/CopyLinks";
  private static final String LOOKUP = "Ljava/lang/invoke/MethodHandles$Lookup;";
  private static final String SITE = "Ljava/lang/invoke/CallSite;";
  private static final String TYPE = "Ljava/lang/invoke/MethodType;";
  private static final Handle SITE_LINK =
      link("site", "(" + LOOKUP + "Ljava/lang/String;" + TYPE + "[Ljava/lang/Object;)" + SITE);
  private static final Handle MEMBER_LINK =
      link(
          "member",
          "("
              + LOOKUP
              + "Ljava/lang/String;"
              + TYPE
              + "ILjava/lang/Class;Ljava/lang/String;)"
              + SITE);
  private static final Handle CONSTANT_LINK =
      link(
          "constant",
          "("
              + LOOKUP
              + "Ljava/lang/String;Ljava/lang/Class;[Ljava/lang/Object;)Ljava/lang/Object;");
  private static final Handle HANDLE_LINK =
      link(
          "handle",
          "("
              + LOOKUP
              + "Ljava/lang/String;Ljava/lang/Class;ILjava/lang/Class;"
              + TYPE
              + ")Ljava/lang/invoke/MethodHandle;");
  private static final Handle LOOKUP_LINK =
      link("lookup", "(" + LOOKUP + "Ljava/lang/String;Ljava/lang/Class;)" + LOOKUP);
  private static final Set<String> INDIFFERENT = Set.of("java/lang/invoke/StringConcatFactory");

  private final ClassNode node;
  private final boolean isInterface;
  private final @Nullable ClassLoader loader;
  private final Set<String> inherited;
  private final AccessibleTypes types;
  private final Map<AbstractInsnNode, AbstractInsnNode> replaced = new HashMap<>();
  private final Set<String> own = new HashSet<>();
  private final Set<String> privates = new HashSet<>();
  private final Set<String> finals = new HashSet<>();

  private OriginalsRights(
      ClassNode node, @Nullable ClassLoader loader, Set<String> inherited, AccessibleTypes types) {
    this.node = node;
    this.loader = loader;
    this.isInterface = (node.access & Opcodes.ACC_INTERFACE) != 0;
    this.inherited = inherited;
    this.types = types;
  }

  static OriginalsRights of(
      ClassNode node, Class<?> original, ClassHierarchy hierarchy, AccessibleTypes types) {
    OriginalsRights rights =
        new OriginalsRights(
            node,
            original.getClassLoader(),
            ProtectedMembers.inheritedBy(original, hierarchy),
            types);
    for (MethodNode method : node.methods) {
      rights.own.add(method.name + method.desc);
      if ((method.access & Opcodes.ACC_PRIVATE) != 0) {
        rights.privates.add(method.name + method.desc);
      }
    }
    for (FieldNode field : node.fields) {
      rights.own.add(field.name + field.desc);
      if ((field.access & Opcodes.ACC_FINAL) != 0) {
        rights.finals.add(field.name + field.desc);
      }
    }
    return rights;
  }

  private static Handle link(String name, String descriptor) {
    return new Handle(Opcodes.H_INVOKESTATIC, LINKS, name, descriptor, false);
  }

  /**
   * @throws CannotWeaveException if the method does what nobody can do for it
   */
  void check(MethodNode method) {
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof FieldInsnNode field
          && (field.getOpcode() == Opcodes.PUTFIELD || field.getOpcode() == Opcodes.PUTSTATIC)
          && field.owner.equals(node.name)
          && finals.contains(field.name + field.desc)) {
        throw new CannotWeaveException("it writes the final field " + field.name);
      }
      if (insn instanceof MethodInsnNode call && isOnlyOriginals(call)) {
        requireTypes(call.name, call.desc);
      } else if (insn instanceof FieldInsnNode field
          && isInherited(field.owner, field.name + field.desc)) {
        requireTypes(field.name, "()" + field.desc);
      }
    }
  }

  /** Whether only a handle with the original's rights can make the call. */
  private boolean isOnlyOriginals(MethodInsnNode call) {
    String member = call.name + call.desc;
    return call.getOpcode() == Opcodes.INVOKESPECIAL
        ? !call.name.equals("<init>")
            && !(call.owner.equals(node.name) && privates.contains(member))
        : isInherited(call.owner, member);
  }

  /** A handle's type must be there, while the JVM calls what names a class that is missing. */
  private void requireTypes(String member, String descriptor) {
    try {
      MethodType.fromMethodDescriptorString(descriptor, loader);
    } catch (TypeNotPresentException | LinkageError e) {
      throw new CannotWeaveException(
          "it uses an inherited member, " + member + ", that names a missing class: " + e);
    }
  }

  /** Rewrites the instructions of a woven method. */
  void exercise(MethodNode method) {
    for (AbstractInsnNode insn : method.instructions.toArray()) {
      if (insn instanceof MethodInsnNode call) {
        exercise(method, call);
      } else if (insn instanceof FieldInsnNode field
          && isInherited(field.owner, field.name + field.desc)) {
        replace(method, field, access(field));
      } else if (insn instanceof InvokeDynamicInsnNode site) {
        exercise(site);
      } else if (insn instanceof LdcInsnNode constant) {
        constant.cst = asOriginal(constant.cst);
      }
    }
  }

  private boolean isInherited(String owner, String member) {
    return inherited.contains(member)
        && owner.charAt(0) != '['
        && !(owner.equals(node.name) && own.contains(member));
  }

  private void exercise(MethodNode method, MethodInsnNode call) {
    String member = call.name + call.desc;
    if (call.getOpcode() == Opcodes.INVOKESPECIAL) {
      if (call.name.equals("<init>")) {
        return;
      }
      if (call.owner.equals(node.name) && privates.contains(member)) {
        call.setOpcode(isInterface ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL);
        call.itf = isInterface;
        return;
      }
      replace(
          method, call, member(call, MethodHandleInfo.REF_invokeSpecial, "L" + node.name + ";"));
    } else if (isLookup(call)) {
      method.instructions.set(
          call, new LdcInsnNode(new ConstantDynamic("lookup", LOOKUP, LOOKUP_LINK)));
    } else if (isInherited(call.owner, member)) {
      boolean isStatic = call.getOpcode() == Opcodes.INVOKESTATIC;
      replace(
          method,
          call,
          isStatic
              ? member(call, MethodHandleInfo.REF_invokeStatic, "")
              : member(call, MethodHandleInfo.REF_invokeVirtual, "L" + call.owner + ";"));
    }
  }

  private static boolean isLookup(MethodInsnNode call) {
    return call.owner.equals("java/lang/invoke/MethodHandles")
        && call.name.equals("lookup")
        && call.desc.equals("()" + LOOKUP);
  }

  /** Told that {@code site} stands for that instruction of the original. */
  void replaces(AbstractInsnNode site, AbstractInsnNode original) {
    replaced.put(site, original);
  }

  /** The original's instruction that stands there, or was there before it was replaced. */
  AbstractInsnNode replacedBy(AbstractInsnNode insn) {
    return replaced.getOrDefault(insn, insn);
  }

  /** A result that travels as Object is cast back, where the class may. */
  private void replace(MethodNode method, AbstractInsnNode insn, Access access) {
    InvokeDynamicInsnNode site =
        new InvokeDynamicInsnNode(
            access.name(),
            Erasure.ofMethod(access.type()),
            MEMBER_LINK,
            access.kind(),
            Type.getObjectType(access.owner()),
            access.descriptor());
    method.instructions.set(insn, site);
    replaced.put(site, insn);
    Type result = Type.getReturnType(access.type());
    if (Erasure.isErased(result) && types.isAccessible(result)) {
      method.instructions.insert(
          site, new TypeInsnNode(Opcodes.CHECKCAST, result.getInternalName()));
    }
  }

  /**
   * An access to a member in the original's name.
   *
   * @param type receiver, if there is one, arguments or value, and result
   * @param kind of {@link MethodHandleInfo}
   * @param descriptor the member's own
   */
  private record Access(String name, String type, int kind, String owner, String descriptor) {}

  private static Access member(MethodInsnNode call, int kind, String receiver) {
    String type = "(" + receiver + call.desc.substring(1);
    return new Access(call.name, type, kind, call.owner, call.desc);
  }

  private static Access access(FieldInsnNode field) {
    String owner = "L" + field.owner + ";";
    String type = field.desc;
    return switch (field.getOpcode()) {
      case Opcodes.GETFIELD ->
          access(field, "(" + owner + ")" + type, MethodHandleInfo.REF_getField);
      case Opcodes.PUTFIELD ->
          access(field, "(" + owner + type + ")V", MethodHandleInfo.REF_putField);
      case Opcodes.GETSTATIC -> access(field, "()" + type, MethodHandleInfo.REF_getStatic);
      default -> access(field, "(" + type + ")V", MethodHandleInfo.REF_putStatic);
    };
  }

  private static Access access(FieldInsnNode field, String type, int kind) {
    return new Access(field.name, type, kind, field.owner, field.desc);
  }

  // ---- what the original's bootstraps see

  private void exercise(InvokeDynamicInsnNode site) {
    if (INDIFFERENT.contains(site.bsm.getOwner()) || isLink(site.bsm)) {
      return;
    }
    site.bsmArgs = withBootstrap(site.bsm, List.of(site.bsmArgs));
    site.bsm = SITE_LINK;
  }

  private static boolean isLink(Handle bootstrap) {
    return bootstrap.getOwner().equals(LINKS) || CallLinks.isOne(bootstrap);
  }

  private Object[] withBootstrap(Handle bootstrap, List<Object> arguments) {
    Object[] all = new Object[arguments.size() + 1];
    all[0] =
        isInherited(bootstrap.getOwner(), bootstrap.getName() + bootstrap.getDesc())
            ? asOriginal(bootstrap)
            : bootstrap;
    for (int i = 0; i < arguments.size(); i++) {
      all[i + 1] = asOriginal(arguments.get(i));
    }
    return all;
  }

  private Object asOriginal(Object constant) {
    if (constant instanceof ConstantDynamic dynamic) {
      Object[] arguments = new Object[dynamic.getBootstrapMethodArgumentCount()];
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = dynamic.getBootstrapMethodArgument(i);
      }
      return dynamic.getBootstrapMethod().getOwner().equals(LINKS)
          ? dynamic
          : new ConstantDynamic(
              dynamic.getName(),
              dynamic.getDescriptor(),
              CONSTANT_LINK,
              withBootstrap(dynamic.getBootstrapMethod(), List.of(arguments)));
    }
    return constant instanceof Handle handle ? asOriginal(handle) : constant;
  }

  private Object asOriginal(Handle handle) {
    int kind = handle.getTag();
    boolean isCall = kind >= Opcodes.H_INVOKEVIRTUAL && kind != Opcodes.H_NEWINVOKESPECIAL;
    boolean isOthers =
        kind == Opcodes.H_INVOKESPECIAL
            || ClassRules.isJdk(handle.getOwner()) // it may look at who asks
            || isInherited(handle.getOwner(), handle.getName() + handle.getDesc());
    if (!isCall || !isOthers) {
      return handle;
    }
    return new ConstantDynamic(
        handle.getName(),
        "Ljava/lang/invoke/MethodHandle;",
        HANDLE_LINK,
        kind,
        Type.getObjectType(handle.getOwner()),
        Type.getMethodType(handle.getDesc()));
  }
}
