package acme.clients;

import acme.HeldLock;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Waiting for what other threads have or do. */
final class Waits {
  private static final long MILLIS_LONGER = 300;

  /** The event loop's, once it goes to the cache. */
  private static volatile Thread reader;

  private Waits() {}

  static void prepare(Map<String, Action> actions) throws InterruptedException {
    ReentrantLock lock = HeldLock.take();
    actions.put("lock", () -> take(lock));
    Cache<String, String> cache = cacheThatLoads();
    actions.put("caffeine", () -> read(cache));
    Producer<String, String> producer = producer();
    actions.put("kafka", () -> send(producer));
  }

  private static void take(ReentrantLock lock) {
    lock.lock(); // bug: lock
    lock.unlock();
  }

  /** Another thread loads the price, which takes until somebody has waited for it for a while. */
  private static Cache<String, String> cacheThatLoads() throws InterruptedException {
    Cache<String, String> cache = Caffeine.newBuilder().build();
    CountDownLatch isLoading = new CountDownLatch(1);
    Thread loader =
        new Thread(
            () ->
                cache.get(
                    "price",
                    key -> {
                      isLoading.countDown();
                      awaitReader();
                      return "7";
                    }),
            "loader");
    loader.setDaemon(true);
    loader.start();
    isLoading.await();
    return cache;
  }

  private static void awaitReader() {
    while (reader == null || reader.getState() != Thread.State.BLOCKED) {
      Thread.yield();
    }
    try {
      Thread.sleep(MILLIS_LONGER);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void read(Cache<String, String> cache) {
    reader = Thread.currentThread();
    cache.get("price", key -> "8"); // bug: caffeine
  }

  private static Producer<String, String> producer() {
    Properties properties = new Properties();
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "50");
    return new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
  }

  /** Asynchronous by its looks; it waits for the topic's metadata. */
  private static void send(Producer<String, String> producer) {
    producer.send(new ProducerRecord<>("sales", "7")); // bug: kafka
  }
}
