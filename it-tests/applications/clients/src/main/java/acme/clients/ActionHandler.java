package acme.clients;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.Map;

/** Does what a line names, on the event loop, and answers with the line or with what went wrong. */
final class ActionHandler extends SimpleChannelInboundHandler<String> {
  private final Map<String, Action> actions;

  ActionHandler(Map<String, Action> actions) {
    this.actions = actions;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, String line) throws Exception {
    actions.get(line).run();
    context.writeAndFlush(line + "\n");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.writeAndFlush(cause.toString().replace('\n', ' ') + "\n");
  }
}
