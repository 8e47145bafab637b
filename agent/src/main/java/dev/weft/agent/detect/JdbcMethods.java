package dev.weft.agent.detect;

import dev.weft.agent.report.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/**
 * The methods of one class that ask a database, if it is of a JDBC driver. Some drivers have a
 * database in the same process, or do their input and output in native code, where no hook of the
 * JDK's meets it.
 *
 * <p>A class of a driver is told by its methods, since to look up what it implements would take the
 * reading of further classes. What a driver reads while it connects, and for the rows of a result,
 * is left to the JDK's hooks, which say more exactly what it waits for.
 */
final class JdbcMethods {
  static final Calls.Pair CALL = new Calls.Blocking(DeclaredByRule.hook(Kind.JDBC));

  /** Descriptors that only classes with something of JDBC have. */
  static final List<String> DESCRIPTORS =
      List.of(
          "()Ljava/sql/ResultSet;",
          "(Ljava/lang/String;)Ljava/sql/ResultSet;",
          "()Ljava/sql/Statement;");

  /** A method with a body that makes a class a driver's. */
  private static final Set<String> MARKS =
      Set.of(
          "executeQuery()Ljava/sql/ResultSet;",
          "executeQuery(Ljava/lang/String;)Ljava/sql/ResultSet;",
          "createStatement()Ljava/sql/Statement;");

  private static final Set<String> NAMES =
      Set.of(
          "execute",
          "executeBatch",
          "executeLargeBatch",
          "executeLargeUpdate",
          "executeQuery",
          "executeUpdate",
          "commit",
          "rollback");

  private static final Set<String> RESULTS =
      Set.of("Z", "I", "J", "[I", "[J", "V", "Ljava/sql/ResultSet;");

  private final boolean isAround;
  private final List<String> methods = new ArrayList<>();
  private boolean isDriver;

  /**
   * @param className internal name
   * @param superName internal name; null for java.lang.Object
   */
  JdbcMethods(String className, @Nullable String superName) {
    // what a pool hands out and what a proxy is of calls the driver's, and that is to be named
    this.isAround =
        "java/lang/reflect/Proxy".equals(superName)
            || Libraries.isPool(className.replace('/', '.'));
  }

  /** Looks at a method. */
  void see(int access, String name, String type) {
    if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_STATIC | Opcodes.ACC_NATIVE)) != 0) {
      return;
    }
    isDriver |= MARKS.contains(name + type);
    boolean isPublic = (access & Opcodes.ACC_PUBLIC) != 0;
    if (isPublic && NAMES.contains(name) && asksDatabase(type)) {
      methods.add(name + type);
    }
  }

  /** Whether that can be a method of java.sql, which takes an SQL text, keys or a savepoint. */
  private static boolean asksDatabase(String type) {
    String parameters = type.substring(1, type.indexOf(')'));
    boolean isOfSql =
        parameters.isEmpty()
            || parameters.equals("Ljava/sql/Savepoint;")
            || parameters.startsWith("Ljava/lang/String;");
    return isOfSql && RESULTS.contains(type.substring(type.indexOf(')') + 1));
  }

  /** Names with descriptors; none if the class is no driver's. */
  List<String> found() {
    return isDriver && !isAround ? methods : List.of();
  }
}
