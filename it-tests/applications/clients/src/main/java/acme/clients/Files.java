package acme.clients;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.logging.log4j.core.appender.RandomAccessFileAppender;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.message.SimpleMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs that are files, and a file of JSON. */
final class Files {
  private Files() {}

  static void prepare(Map<String, Action> actions) throws IOException {
    File directory = java.nio.file.Files.createTempDirectory("acme").toFile();
    Logger logback = LoggerFactory.getLogger("shop"); // a file, says logback.xml
    logback.info("started");
    actions.put("logback", () -> logTo(logback));
    RandomAccessFileAppender log4j = log4j(new File(directory, "log4j.log"));
    actions.put("log4j", () -> appendTo(log4j));
    File json = new File(directory, "items.json");
    ObjectMapper mapper = new ObjectMapper();
    mapper.writeValue(json, List.of("one", "two"));
    mapper.readValue(json, List.class);
    actions.put("jackson", () -> read(mapper, json));
    actions.put("uuid", Files::session);
  }

  private static RandomAccessFileAppender log4j(File file) {
    RandomAccessFileAppender appender =
        RandomAccessFileAppender.newBuilder()
            .setName("file")
            .setFileName(file.getPath())
            .setLayout(PatternLayout.newBuilder().withPattern("%m%n").build())
            .build();
    appender.start();
    appender.append(event("started"));
    return appender;
  }

  private static void logTo(Logger logger) {
    logger.info("sold"); // bug: logback
  }

  private static void appendTo(RandomAccessFileAppender appender) {
    appender.append(event("sold")); // bug: log4j
  }

  private static Log4jLogEvent event(String message) {
    return Log4jLogEvent.newBuilder().setMessage(new SimpleMessage(message)).build();
  }

  private static void read(ObjectMapper mapper, File json) throws IOException {
    mapper.readValue(json, List.class); // bug: jackson
  }

  private static void session() {
    UUID.randomUUID(); // bug: uuid
  }
}
