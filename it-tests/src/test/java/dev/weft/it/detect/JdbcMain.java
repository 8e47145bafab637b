package dev.weft.it.detect;

import dev.weft.it.detect.Operations.Body;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

/** Asks a database that is in memory, and so does neither input nor output. */
public final class JdbcMain {
  private JdbcMain() {}

  public static void main(String[] args) {
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:shop")) {
      create(connection);
      connection.setAutoCommit(false);
      EventLoop loop = new DefaultEventLoop();
      onLoop(loop, () -> insert(connection, 7));
      onLoop(loop, () -> insert(connection, 8));
      onLoop(loop, () -> count(connection));
      onLoop(loop, () -> commit(connection));
      count(connection);
      System.exit(0);
    } catch (Throwable t) {
      t.printStackTrace();
      System.exit(3);
    }
  }

  private static void onLoop(EventLoop loop, Body body) throws Exception {
    loop.submit(
            () -> {
              body.run();
              return null;
            })
        .get(100, TimeUnit.SECONDS);
  }

  private static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table sales (price int)");
    }
  }

  static void insert(Connection connection, int price) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("insert into sales values (?)")) {
      statement.setInt(1, price);
      statement.executeUpdate();
    }
  }

  static void count(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select count(*) from sales")) {
      result.next();
      if (result.getInt(1) != 2) {
        throw new SQLException("not what was inserted");
      }
    }
  }

  static void commit(Connection connection) throws SQLException {
    connection.commit();
  }
}
