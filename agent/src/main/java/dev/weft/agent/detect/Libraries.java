package dev.weft.agent.detect;

import java.util.List;
import java.util.function.Predicate;

/**
 * Well known code that is not the application's. A finding names the first frame outside it, since
 * that is where something can be changed; the whole stack is in the report anyway.
 */
final class Libraries {
  /** It runs the application: event loops, and what languages bring along. */
  private static final List<String> INFRASTRUCTURE =
      List.of(
          "io.netty.",
          "reactor.",
          "io.vertx.core.",
          "io.grpc.",
          "org.jctools.",
          "kotlin.",
          "kotlinx.",
          "scala.",
          "groovy.",
          "org.codehaus.groovy.",
          "org.slf4j.",
          "dev.weft.core.",
          "dev.weft.bridge.",
          "dev.weft.netty.",
          "dev.weft.detect.");

  /** Frameworks, and what applications call: clients, drivers, pools, caches, logs, parsers. */
  private static final List<String> CALLED =
      List.of(
          "ch.qos.logback.",
          "com.fasterxml.jackson.",
          "com.github.benmanes.caffeine.",
          "com.google.common.",
          "com.google.gson.",
          "com.microsoft.sqlserver.jdbc.",
          "com.mongodb.",
          "com.mysql.",
          "com.rabbitmq.client.",
          "com.sun.mail.",
          "com.zaxxer.hikari.",
          "io.lettuce.core.",
          "io.micrometer.",
          "io.opentelemetry.",
          "io.vertx.",
          "jakarta.mail.",
          "javax.mail.",
          "okhttp3.",
          "okio.",
          "oracle.jdbc.",
          "oracle.net.",
          "org.apache.commons.",
          "org.apache.hc.",
          "org.apache.http.",
          "org.apache.kafka.",
          "org.apache.log4j.",
          "org.apache.logging.",
          "org.eclipse.angus.",
          "org.h2.",
          "org.hibernate.",
          "org.hsqldb.",
          "org.jboss.logging.",
          "org.junit.",
          "org.mariadb.jdbc.",
          "org.postgresql.",
          "org.springframework.",
          "org.sqlite.",
          "redis.clients.",
          "retrofit2.",
          "software.amazon.awssdk.",
          "tools.jackson.");

  /** Stand between an application and its JDBC driver. */
  private static final List<String> POOLS =
      List.of(
          "com.alibaba.druid.",
          "com.mchange.",
          "com.p6spy.",
          "com.zaxxer.hikari.",
          "io.agroal.",
          "org.apache.commons.dbcp",
          "org.apache.tomcat.",
          "org.springframework.");

  /** Which classes to pass over: first all that are known, in the end next to nothing. */
  static final List<Predicate<String>> PASSED_OVER =
      List.of(
          type -> isInfrastructure(type) || isOf(type, CALLED),
          Libraries::isInfrastructure,
          type -> type.startsWith("io.netty.util.internal."));

  private Libraries() {}

  static boolean isInfrastructure(String type) {
    return isOf(type, INFRASTRUCTURE) || type.contains(".io.netty.");
  }

  static boolean isPool(String type) {
    return isOf(type, POOLS);
  }

  private static boolean isOf(String type, List<String> packages) {
    return packages.stream().anyMatch(type::startsWith);
  }
}
