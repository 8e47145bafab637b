/** Prices, computed in an event loop. */
module com.acme.modular {
  requires io.netty.common;
  requires io.netty.transport;
}
