package dev.weft.agent.rules;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The names that class files have which some class loaders find. Loads no class. */
public final class ClassFileNames implements Names {
  private final List<ClassLoader> loaders;

  /**
   * @param loaders where to look, besides the system class loader
   */
  public ClassFileNames(Collection<ClassLoader> loaders) {
    Set<ClassLoader> all = new LinkedHashSet<>();
    all.add(ClassLoader.getSystemClassLoader());
    all.addAll(loaders);
    this.loaders = List.copyOf(all);
  }

  /** Those of all loaders that have defined some of the classes. */
  public static ClassFileNames ofLoaded(Class<?>[] classes) {
    Set<ClassLoader> loaders = new LinkedHashSet<>();
    for (Class<?> type : classes) {
      ClassLoader loader = type.getClassLoader();
      if (loader != null) {
        loaders.add(loader);
      }
    }
    return new ClassFileNames(loaders);
  }

  @Override
  public boolean hasClass(String name) {
    return loaders.stream().anyMatch(loader -> loader.getResource(file(name)) != null);
  }

  @Override
  public boolean hasMethod(String className, String method) {
    return loaders.stream()
        .map(loader -> declares(loader, className, method))
        .flatMap(Optional::stream)
        .anyMatch(declared -> declared);
  }

  private static Optional<Boolean> declares(ClassLoader loader, String className, String method) {
    try (InputStream in = loader.getResourceAsStream(file(className))) {
      if (in == null) {
        return Optional.empty();
      }
      Finder finder = new Finder(method);
      new ClassReader(in)
          .accept(finder, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
      return Optional.of(finder.found);
    } catch (IOException | IllegalArgumentException e) {
      return Optional.of(true); // cannot be read, so nothing is known against it
    }
  }

  private static String file(String className) {
    return className.replace('.', '/') + ".class";
  }

  /** Looks for a method of one name. */
  private static final class Finder extends ClassVisitor {
    private final String wanted;
    private boolean found;

    Finder(String wanted) {
      super(Opcodes.ASM9);
      this.wanted = wanted;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      found |= name.equals(wanted);
      return null;
    }
  }
}
