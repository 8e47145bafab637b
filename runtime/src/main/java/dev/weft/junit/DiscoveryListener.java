package dev.weft.junit;

import org.junit.platform.launcher.LauncherDiscoveryListener;
import org.junit.platform.launcher.LauncherDiscoveryRequest;

/** Tells {@link AutoDetection} before tests are discovered. */
public final class DiscoveryListener implements LauncherDiscoveryListener {
  @Override
  public void launcherDiscoveryStarted(LauncherDiscoveryRequest request) {
    AutoDetection.enableBeforeDiscovery(
        request.getConfigurationParameters().get(AutoDetection.ENABLED).isPresent());
  }
}
