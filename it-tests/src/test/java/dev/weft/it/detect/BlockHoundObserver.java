package dev.weft.it.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.blockhound.BlockHound;

/** What BlockHound found: the methods. */
final class BlockHoundObserver implements MatrixMain.Observer {
  private final List<String> found = new CopyOnWriteArrayList<>();

  BlockHoundObserver() {
    BlockHound.builder()
        .nonBlockingThreadPredicate(
            before -> before.or(thread -> thread.getName().startsWith("multiThreadIo")))
        .blockingMethodCallback(method -> found.add(method.toString()))
        .install();
  }

  @Override
  public void begin(String operation) {
    found.clear();
  }

  @Override
  public List<String> end() {
    return new ArrayList<>(found);
  }
}
