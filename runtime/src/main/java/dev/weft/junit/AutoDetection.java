package dev.weft.junit;

import dev.weft.detect.spi.TestRuns;
import org.junit.platform.launcher.LauncherDiscoveryListener;
import org.junit.platform.launcher.LauncherDiscoveryRequest;

/**
 * Has Jupiter register {@link BlockingExtension} without being configured to. Jupiter registers
 * extensions that it finds as services only if a parameter says so, and looks at system properties
 * after what the build tool and junit-platform.properties give it; so where those say nothing,
 * properties do, limited to this package (from JUnit 5.12 on: before, Jupiter then registers every
 * extension that is a service).
 */
public final class AutoDetection implements LauncherDiscoveryListener {
  private static final String ENABLED = "junit.jupiter.extensions.autodetection.enabled";
  private static final String INCLUDED = "junit.jupiter.extensions.autodetection.include";

  @Override
  public void launcherDiscoveryStarted(LauncherDiscoveryRequest request) {
    boolean isSaid = request.getConfigurationParameters().get(ENABLED).isPresent();
    if (!isSaid && TestRuns.detector() != null) {
      System.setProperty(ENABLED, "true");
      System.setProperty(INCLUDED, "dev.weft.junit.*");
    }
  }
}
