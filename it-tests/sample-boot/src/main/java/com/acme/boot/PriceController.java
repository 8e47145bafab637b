package com.acme.boot;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Answers in Reactor Netty's event loops. */
@RestController
class PriceController {
  @GetMapping("/prices/{good}")
  Mono<String> price(@PathVariable String good) {
    return Mono.just(good).map(this::priceOf);
  }

  private String priceOf(String good) {
    if (good.startsWith("slow")) {
      sleep();
    }
    if (good.startsWith("remote")) {
      resolve(good);
    }
    return Integer.toString(good.length());
  }

  private static void sleep() {
    try {
      Thread.sleep(20); // bug 1
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void resolve(String good) {
    try {
      InetAddress.getByName(good + ".invalid"); // bug 2
    } catch (UnknownHostException e) {
      // as every name below .invalid
    }
  }
}
