package acme.clients;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/** A database that is connected to by name, and a pool with no connection left. */
final class Databases {
  private static final long TIMEOUT_MILLIS = 250; // the shortest that Hikari takes

  private Databases() {}

  static void prepare(Map<String, Action> actions) throws Exception {
    ServerSocket server = FakeServer.closing();
    actions.put("postgresql", () -> postgresql(server));
    HikariDataSource pool = pool();
    Connection only = pool.getConnection();
    actions.put("hikari", () -> takeFrom(pool, only));
  }

  private static void postgresql(ServerSocket server) throws IOException {
    String url = "jdbc:postgresql://db-host:" + server.getLocalPort() + "/shop?sslmode=disable";
    try {
      DriverManager.getConnection(url, "shop", "secret").close(); // bug: postgresql
      throw new IllegalStateException("connected");
    } catch (SQLException expected) {
      server.close();
    }
  }

  private static HikariDataSource pool() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:h2:mem:shop");
    config.setMaximumPoolSize(1);
    config.setConnectionTimeout(TIMEOUT_MILLIS);
    return new HikariDataSource(config);
  }

  private static void takeFrom(HikariDataSource pool, Connection only) throws SQLException {
    try {
      pool.getConnection().close(); // bug: hikari
      throw new IllegalStateException("there was another one");
    } catch (SQLException expected) {
      only.close();
    }
  }
}
