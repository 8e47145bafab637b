package dev.weft.it.library;

import dev.weft.it.support.Probe;
import dev.weft.it.support.Program;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.api.AggregateFunction;

/**
 * H2 in memory with a function and an aggregate that suspend, which it calls by reflection and
 * under its session's lock.
 */
public final class DatabaseProgram implements Program {
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static final int ROWS = 30;

  /** H2 makes the functions' objects itself, so this is how they find the probe. */
  private static volatile Probe current = new Probe();

  @Override
  public Object run(Probe p) throws SQLException {
    current = p;
    String url = "jdbc:h2:mem:weft" + DATABASES.incrementAndGet();
    try (Connection connection = DriverManager.getConnection(url)) {
      prepare(connection);
      List<Object> results = new ArrayList<>();
      results.add(
          rows(
              connection,
              "select id, slow(id) from item where slow(id) > 20 order by slow(id) desc"));
      results.add(
          rows(connection, "select id / 7, slow_sum(price) from item group by id / 7 order by 1"));
      results.add(
          rows(
              connection,
              "select a.id, b.id from item a join item b on a.id = slow(b.id) order by 1"));
      return results;
    }
  }

  /** The SQL function SLOW. */
  public static int twice(int x) {
    return current.suspend(x) * 2;
  }

  /** The SQL aggregate SLOW_SUM. */
  public static final class SlowSum implements AggregateFunction {
    private long sum;

    @Override
    public int getType(int[] inputTypes) {
      return java.sql.Types.BIGINT;
    }

    @Override
    public void add(Object value) {
      sum += current.suspend(((Number) value).longValue());
    }

    @Override
    public Object getResult() {
      return current.suspend(sum);
    }
  }

  private static void prepare(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table item(id int primary key, price int)");
      statement.execute("create alias slow for '" + DatabaseProgram.class.getName() + ".twice'");
      statement.execute("create aggregate slow_sum for '" + SlowSum.class.getName() + "'");
    }
    try (PreparedStatement insert = connection.prepareStatement("insert into item values(?, ?)")) {
      for (int i = 0; i < ROWS; i++) {
        insert.setInt(1, i);
        insert.setInt(2, i * i);
        insert.executeUpdate();
      }
    }
  }

  private static List<String> rows(Connection connection, String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        rows.add(result.getLong(1) + " " + result.getLong(2));
      }
    }
    return rows;
  }
}
