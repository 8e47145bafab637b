package dev.weft.agent.detect;

import dev.weft.agent.report.FrameInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;

/** The names of the source files that JFR's frames lack: from the class files. */
final class SourceFiles {
  private final ClassFiles classFiles;

  SourceFiles(ClassFiles classFiles) {
    this.classFiles = classFiles;
  }

  /** The same frames with files, where they are found. Reads each class's file. */
  List<FrameInfo> complete(List<FrameInfo> frames) {
    Map<String, String> files = new HashMap<>();
    classFiles
        .of(frames.stream().map(FrameInfo::className).collect(Collectors.toSet()))
        .forEach((name, classFile) -> files.put(name, of(classFile)));
    return frames.stream()
        .map(
            frame ->
                new FrameInfo(
                    frame.className(),
                    frame.method(),
                    files.getOrDefault(frame.className(), frame.file()),
                    frame.line()))
        .toList();
  }

  private static @Nullable String of(byte[] classFile) {
    String[] file = new String[1];
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(HookRewrite.ASM) {
              @Override
              public void visitSource(String source, String debug) {
                file[0] = source;
              }
            },
            ClassReader.SKIP_CODE | ClassReader.SKIP_FRAMES);
    return file[0];
  }
}
