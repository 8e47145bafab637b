package dev.weft.junit;

import dev.weft.detect.spi.TestRuns;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/**
 * Has Jupiter register {@link BlockingExtension} without being configured to. Jupiter registers
 * extensions that it finds as services only if a parameter says so, and looks at system properties
 * after what the build tool gives it; so where nothing says otherwise, properties do, limited to
 * this package (from JUnit 5.12 on: before, Jupiter then registers every extension that is a
 * service).
 */
final class AutoDetection {
  static final String ENABLED = "junit.jupiter.extensions.autodetection.enabled";
  private static final String INCLUDED = "junit.jupiter.extensions.autodetection.include";
  private static final String FILE = "junit-platform.properties";

  private static volatile boolean asked;

  private AutoDetection() {}

  /**
   * Enables it before tests are discovered.
   *
   * @param isSaid whether the build says whether to
   */
  static void enableBeforeDiscovery(boolean isSaid) {
    asked = true;
    enableUnless(isSaid);
  }

  /**
   * The same before tests are executed, for launchers before 1.6, which tell no listener of their
   * discovery: Jupiter looks at the parameter only now.
   */
  static void enableBeforeExecution() {
    if (!asked) {
      enableUnless(System.getProperty(ENABLED) != null || isInFile());
    }
  }

  private static void enableUnless(boolean isSaid) {
    if (!isSaid && TestRuns.detector() != null) {
      System.setProperty(ENABLED, "true");
      System.setProperty(INCLUDED, "dev.weft.junit.*");
    }
  }

  private static boolean isInFile() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try (InputStream in =
        loader == null
            ? ClassLoader.getSystemResourceAsStream(FILE)
            : loader.getResourceAsStream(FILE)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.containsKey(ENABLED);
    } catch (IOException | IllegalArgumentException e) {
      return true; // who cannot be asked is not overruled
    }
  }
}
