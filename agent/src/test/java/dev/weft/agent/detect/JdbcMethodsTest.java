package dev.weft.agent.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;

/** Which classes are a driver's, and which of their methods ask the database. */
class JdbcMethodsTest {
  private static final String QUERY = "executeQuery(Ljava/lang/String;)Ljava/sql/ResultSet;";

  private static List<String> found(String className, int access, String... methods) {
    return found(new JdbcMethods(className, "java/lang/Object"), access, methods);
  }

  private static List<String> found(JdbcMethods jdbc, int access, String... methods) {
    for (String method : methods) {
      int end = method.indexOf('(');
      jdbc.see(access, method.substring(0, end), method.substring(end));
    }
    return jdbc.found();
  }

  private static List<String> found(String... methods) {
    return found("acme/Driver", Opcodes.ACC_PUBLIC, methods);
  }

  @Test
  void aStatement() {
    String[] methods = {
      "execute(Ljava/lang/String;)Z",
      "executeBatch()[I",
      QUERY,
      "executeUpdate(Ljava/lang/String;[I)I",
      "getMaxRows()I"
    };
    assertEquals(List.of(methods).subList(0, 4), found(methods));
  }

  @Test
  void aConnection() {
    String[] methods = {
      "commit()V",
      "rollback()V",
      "rollback(Ljava/sql/Savepoint;)V",
      "createStatement()Ljava/sql/Statement;"
    };
    assertEquals(List.of(methods).subList(0, 3), found(methods));
  }

  @Test
  void otherClassesHaveMethodsOfTheSameNames() {
    assertEquals(List.of(), found("execute()Z", "commit()V"));
    assertEquals(List.of(QUERY), found(QUERY, "execute(Lacme/Command;)V"));
  }

  @Test
  void whatHasNoBodyIsNoDriver() {
    int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT;
    assertEquals(List.of(), found("acme/Statement", access, QUERY));
  }

  @Test
  void whatIsPutAroundADriverIsPassedOver() {
    String proxy = "com/zaxxer/hikari/pool/HikariProxyStatement";
    assertEquals(List.of(), found(proxy, Opcodes.ACC_PUBLIC, QUERY));
    JdbcMethods ofJdk = new JdbcMethods("jdk/proxy3/$Proxy34", "java/lang/reflect/Proxy");
    assertEquals(List.of(), found(ofJdk, Opcodes.ACC_PUBLIC, QUERY));
  }
}
