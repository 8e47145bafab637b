package dev.weft.agent.report.format;

import dev.weft.agent.report.FrameInfo;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the source files of frames in a checked-out project: services show findings at paths
 * relative to the repository.
 */
public final class Sources {
  /** Finds none. */
  public static final Sources NONE = new Sources(Path.of(""), List.of());

  private static final Set<String> LANGUAGES = Set.of("java", "kotlin", "scala", "groovy");
  private static final Set<String> WITHOUT_SOURCES = Set.of("target", "build", "node_modules");
  private static final int DEPTH = 8;
  private static final int MOST_DIRECTORIES = 20_000;

  private final Path root;
  private final List<Path> sourceRoots;

  private Sources(Path root, List<Path> sourceRoots) {
    this.root = root;
    this.sourceRoots = sourceRoots;
  }

  /**
   * Those of the project that the working directory is in: the nearest directory above it with a
   * {@code .git}, or else itself.
   */
  public static Sources ofProject() {
    Path here = Path.of("").toAbsolutePath();
    for (Path above = here; above != null; above = above.getParent()) {
      if (Files.exists(above.resolve(".git"))) {
        return below(above);
      }
    }
    return below(here);
  }

  /** Those in directories {@code src/NAME/LANGUAGE} below a directory. */
  public static Sources below(Path root) {
    Finder finder = new Finder(root);
    try {
      Files.walkFileTree(root, EnumSet.noneOf(java.nio.file.FileVisitOption.class), DEPTH, finder);
    } catch (IOException e) {
      return NONE; // paths then begin with the package
    }
    return new Sources(root, List.copyOf(finder.found));
  }

  /**
   * The frame's file as a path with slashes: relative to the project if it is found there, and else
   * beginning with the package. Nothing if the class file does not name it.
   */
  public Optional<String> pathOf(FrameInfo frame) {
    String file = frame.file();
    if (file == null || file.isEmpty()) {
      return Optional.empty();
    }
    int end = frame.className().lastIndexOf('.');
    String inRoot =
        end < 0 ? file : frame.className().substring(0, end).replace('.', '/') + "/" + file;
    return Optional.of(
        sourceRoots.stream()
            .map(sourceRoot -> sourceRoot.resolve(inRoot))
            .filter(Files::isRegularFile)
            .findFirst()
            .map(found -> root.relativize(found).toString().replace('\\', '/'))
            .orElse(inRoot));
  }

  /** Collects the source directories. */
  private static final class Finder extends SimpleFileVisitor<Path> {
    private final Path root;
    private final List<Path> found = new ArrayList<>();
    private int visited;

    Finder(Path root) {
      this.root = root;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
      String name = String.valueOf(dir.getFileName());
      if (++visited > MOST_DIRECTORIES) {
        return FileVisitResult.TERMINATE;
      }
      if (!dir.equals(root) && (name.startsWith(".") || WITHOUT_SOURCES.contains(name))) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      if (LANGUAGES.contains(name) && isInSrc(dir)) {
        found.add(dir);
        return FileVisitResult.SKIP_SUBTREE;
      }
      return FileVisitResult.CONTINUE;
    }

    private static boolean isInSrc(Path dir) {
      Path set = dir.getParent();
      Path src = set == null ? null : set.getParent();
      return src != null && src.endsWith("src");
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }
}
