/** What the system tells of the hotkey: down and up again, or, where it tells no more, that it was pressed. */
export type HotkeyPress = 'down' | 'up' | 'press'
