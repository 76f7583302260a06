/**
 * The window manager's configuration: give a new window the keyboard (as every desktop does, and as
 * a test of "never takes focus" needs), no decorations to get in a screenshot's way, no menus and no
 * keys of its own, so that every combination is free for the app.
 *
 * Why one at all: without it `show()` never moves the keyboard, `_NET_ACTIVE_WINDOW` does not
 * exist and "always on top" means nothing, so a window that steals focus would pass every test.
 */
export const WINDOW_MANAGER_CONFIGURATION = `<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <focus><focusNew>yes</focusNew><followMouse>no</followMouse><focusLast>yes</focusLast></focus>
  <placement><policy>Smart</policy><center>yes</center></placement>
  <desktops><number>1</number><popupTime>0</popupTime></desktops>
  <theme><animateIconify>no</animateIconify></theme>
  <resize><drawContents>yes</drawContents><popupShow>Never</popupShow></resize>
  <keyboard/>
  <mouse><dragThreshold>1</dragThreshold>
    <context name="Client">
      <mousebind button="Left" action="Press"><action name="Focus"/><action name="Raise"/></mousebind>
    </context>
  </mouse>
  <applications><application class="*"><decor>no</decor></application></applications>
</openbox_config>
`
