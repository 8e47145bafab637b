package dev.weft.agent.trace;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** What the compiler of the JDK that runs the tests makes of a source. */
final class Compiled {
  private Compiled() {}

  /**
   * @param name a class of this package; its source is the resource of that name
   * @return class files by the names of the classes
   */
  static Map<String, byte[]> compile(String name, String... options) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Map<String, ByteArrayOutputStream> written = new HashMap<>();
    StringWriter messages = new StringWriter();
    try (JavaFileManager files =
        new InMemory(compiler.getStandardFileManager(null, null, null), written)) {
      boolean done =
          compiler
              .getTask(messages, files, null, List.of(options), null, List.of(source(name)))
              .call();
      if (!done) {
        throw new AssertionError(messages);
      }
    }
    Map<String, byte[]> classFiles = new HashMap<>();
    written.forEach((className, bytes) -> classFiles.put(className, bytes.toByteArray()));
    return classFiles;
  }

  private static JavaFileObject source(String name) throws IOException {
    try (InputStream in = Compiled.class.getResourceAsStream(name + ".java.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), Kind.SOURCE) {
        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
          return text;
        }
      };
    }
  }

  private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> written;

    InMemory(JavaFileManager next, Map<String, ByteArrayOutputStream> written) {
      super(next);
      this.written = written;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("memory:///" + className), kind) {
        @Override
        public OutputStream openOutputStream() {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          written.put(className, out);
          return out;
        }
      };
    }
  }
}
